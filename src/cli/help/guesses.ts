// What people type first who know other tools. A word for reading is taken for ours; a word for changing something is
// only answered with what may be meant.
import {lookUp} from '../../look-up.js'
import {edits, SLIP} from '../../similar.js'
import {commandIn, commandNames, knownCommands} from '../next-step.js'
import type {KnownCommand} from '../typed-scope.js'

/** Verbs of other tools that only read, and ours. */
const reading: Record<string, string[]> = {
  ls: ['list', 'history'],
  get: ['show', 'status', 'list'],
  view: ['show', 'status', 'list'],
  info: ['show', 'status', 'list'],
  describe: ['show', 'status', 'list'],
  show: ['status'],
}

/** Other verbs, and our commands that do such a thing. */
const verbs: Record<string, string[]> = {
  activate: ['unfreeze'],
  add: ['create', 'grant', 'issue', 'import'],
  adjust: ['set'],
  answer: ['reply'],
  apply: ['import'],
  assign: ['grant', 'issue'],
  attach: ['attach upload'],
  block: ['freeze'],
  cancel: ['unsubscribe', 'recall', 'delete', 'reclaim'],
  change: ['set', 'status'],
  close: ['cancel'],
  comment: ['reply'],
  create: ['add', 'set', 'issue', 'grant', 'start'],
  delete: ['remove', 'cancel', 'unsubscribe', 'reclaim', 'revoke'],
  destroy: ['unsubscribe', 'delete', 'remove'],
  disable: ['freeze'],
  download: ['export', 'attach download'],
  edit: ['set'],
  enable: ['unfreeze'],
  clear: ['remove'],
  end: ['close', 'revoke'],
  escalate: ['urge'],
  events: ['history', 'adjustments'],
  extend: ['renew'],
  find: ['list', 'query'],
  fund: ['grant', 'set'],
  give: ['grant', 'issue'],
  grant: ['issue'],
  history: ['adjustments', 'records'],
  hurry: ['urge'],
  increase: ['set', 'grant'],
  limit: ['set'],
  list: ['show', 'query', 'records', 'export'],
  lock: ['freeze'],
  log: ['history'],
  logs: ['history'],
  login: ['add', 'open', 'link'],
  modify: ['set'],
  new: ['create', 'add'],
  open: ['create', 'show'],
  price: ['quote', 'renewal'],
  raise: ['set'],
  refund: ['refund-details', 'unsubscribe'],
  register: ['create', 'add'],
  remove: ['delete', 'cancel', 'unsubscribe', 'reclaim'],
  reopen: ['create', 'reply'],
  resolve: ['close'],
  respond: ['reply'],
  resume: ['unfreeze'],
  review: ['status', 'rate'],
  score: ['rate'],
  revoke: ['reclaim', 'recall'],
  rm: ['delete', 'remove', 'cancel', 'unsubscribe'],
  search: ['list', 'query'],
  send: ['create', 'reply', 'send-code'],
  set: ['create', 'add', 'use'],
  stop: ['freeze', 'unsubscribe', 'cancel'],
  submit: ['create'],
  suspend: ['freeze'],
  switch: ['use'],
  terminate: ['unsubscribe', 'cancel'],
  'top-up': ['grant', 'set'],
  topup: ['grant', 'set'],
  transfer: ['grant'],
  unblock: ['unfreeze'],
  unlock: ['unfreeze'],
  unsuspend: ['unfreeze'],
  update: ['set', 'reply'],
  upload: ['import', 'attach upload'],
  usage: ['usage', 'show', 'query'],
  verify: ['check', 'submit'],
  withdraw: ['reclaim', 'revoke', 'recall'],
}

/** Verbs behind which nobody wants to change anything. */
const onlyReads = /^(ls|get|view|info|describe|show|list|find|search|status|history|logs?|events|usage|review|count)$/

/** Words that stand for a thing, and what this program has about it. */
const things: Record<string, string[]> = {
  account: ['credit show', 'account balances', 'profile show'],
  activity: ['audit list'],
  auth: ['profile add', 'profile check'],
  balance: ['credit show', 'account balances'],
  case: ['ticket list', 'ticket create'],
  config: ['profile list', 'profile add', 'doctor'],
  configure: ['profile add', 'doctor'],
  console: ['sso link', 'customer open'],
  context: ['profile list', 'profile use'],
  init: ['profile add'],
  issue: ['ticket list', 'ticket create'],
  kyc: ['realname status', 'realname submit'],
  login: ['profile add', 'sso link'],
  logout: ['profile remove'],
  log: ['audit list'],
  money: ['credit show', 'account balances', 'bill summary'],
  partner: ['reseller list', 'profile show'],
  payment: ['order pay', 'order list'],
  quota: ['credit quota', 'credit show', 'ticket quota'],
  refund: ['order refund-details', 'order list', 'subscription unsubscribe'],
  report: ['bill report', 'cost query'],
  server: ['resource list', 'subscription list', 'sandbox start'],
  service: ['product services'],
  settings: ['profile show', 'sso settings'],
  setup: ['profile add', 'doctor'],
  spend: ['cost query', 'bill summary', 'budget show'],
  subscriptions: ['subscription list'],
  suspend: ['customer freeze'],
  tax: ['invoice list', 'bill statement'],
  topup: ['account grant', 'budget set'],
  usage: ['cost query', 'package usage', 'bill records'],
  user: ['customer list', 'customer show'],
  vm: ['resource list', 'subscription list'],
  whoami: ['profile show', 'profile check'],
}

/** Commands that are guessed for a line. */
export const AT_MOST = 5
const names = commandNames
const topics = () => new Set(names().flatMap(name => prefixesOf(name.split(' '))))
const prefixesOf = (words: string[]) => words.slice(1).map((_, length) => words.slice(0, length + 1).join(' '))
const singular = (word: string) => word.replace(/ies$/, 'y').replace(/s$/, '')

/** The topic that words begin with, whether each of them is in the plural or not, and how many they are. */
function topicIn(words: string[]): {topic: string; length: number} | undefined {
  const known = topics()
  for (let length = Math.min(words.length, 2); length > 0; length--) {
    const typed = words.slice(0, length)
    const topic = [typed, typed.map(singular)].map(one => one.join(' ')).find(one => known.has(one))
    if (topic) return {topic, length}
  }
  return undefined
}

/** The last word of a command, or a word of other tools for one. */
const isVerb = (word: string) =>
  Object.hasOwn(verbs, word) || Object.hasOwn(reading, word) || names().some(name => name.endsWith(` ${word}`))

/** `list customers` and `pay order ID` in the order of this program; undefined where the verb does not come first. */
function verbLast([verb = '', ...words]: string[]): string[] | undefined {
  if (topicIn([verb]) || !isVerb(verb)) return undefined
  const found = topicIn(words)
  if (!found) return undefined
  const {topic, length} = found
  const others = words.slice(length)
  // `get orders` is a list of them, `get order ID` is one.
  const isPlural = topic !== words.slice(0, length).join(' ') && others.length === 0 && onlyReads.test(verb)
  return [...topic.split(' '), isPlural ? 'list' : verb, ...others]
}

/** The words before the first flag, one by one: `customer:list` is two. */
function wordsBefore(argv: string[]): {words: string[]; rest: string[]} {
  const end = argv.findIndex(word => word.startsWith('-'))
  const [first = '', ...words] = argv.slice(0, end < 0 ? argv.length : end)
  const parts = /^[\w-]+(:[\w-]+)+$/.test(first) ? first.split(':') : [first]
  return {words: topicIn(parts) ? [...parts, ...words] : [first, ...words], rest: end < 0 ? [] : argv.slice(end)}
}

/**
 * A command line with words for reading as this program has them: `customers`, `customer ls`, `order get ID`, `list
 * customers`, `customer:list`. As it is where it names a command already, or would change something.
 */
export function ours(argv: string[]): string[] {
  const {words, rest} = wordsBefore(argv)
  const commands = knownCommands()
  const has = (length: number) => commands.has(words.slice(0, length).join(' '))
  if (words.length === 0) return argv
  if ([1, 2, 3].some(has)) return [...words, ...rest]
  if (words[0] === 'version' && words.length === 1) return ['--version', ...argv.slice(1)]
  // `show bill summary`: what is named is a command that shows it.
  const named = onlyReads.test(words[0]!) ? commandIn(words.slice(1)) : undefined
  if (named && !changes(named)) return [...words.slice(1), ...rest]
  const swapped = onlyReads.test(words[0]!) ? verbLast(words) : undefined
  if (swapped) {
    const line = ours(swapped)
    const command = commandIn(line)
    if (command && !changes(command)) return [...line, ...rest]
  }
  const known = topics()
  const first = known.has(words[0]!) ? words[0]! : singular(words[0]!)
  if (!known.has(first)) return argv
  const typed = [first, ...words.slice(1)]
  const depth = typed.length > 1 && known.has(typed.slice(0, 2).join(' ')) ? 2 : 1
  const topic = typed.slice(0, depth).join(' ')
  const verb = typed[depth]
  // A thing in the plural, as `customers`, is a list of them.
  const meant = verb === undefined ? (first === words[0] ? [] : ['list']) : [verb, ...(lookUp(reading, verb) ?? [])]
  const command = meant
    .map(one => `${topic} ${one}`)
    .find(one => commands.has(one) && (one.endsWith(` ${verb}`) || !changes(one)))
  return command ? [...command.split(' '), ...words.slice(verb === undefined ? depth : depth + 1), ...rest] : argv
}

/** Commands that may be meant with one that does not exist; for a word that reads, none that changes anything. */
export function guessesFor(line: string): string[] {
  const typed = line.split(' ').filter(word => !word.startsWith('-'))
  const words = verbLast(typed) ?? typed
  const [first = ''] = typed
  const {topic, length} = topicIn(words) ?? {topic: undefined, length: 1}
  const verb = words[length] ?? ''
  const looks = [
    () => (topic ? inTopic(topic, verb) : sameThing(words, singular(first))),
    () => (topic ? [] : alone(first)),
    // A slip of the fingers is looked for where no other word is known.
    () => near(typed),
    () => alone(verb),
  ]
  let found: string[] = []
  for (const look of looks) if (found.length === 0) found = look()
  const isReading = onlyReads.test(verb) || onlyReads.test(first)
  const fitting = found.filter(name => !isReading || !knownCommands().has(name) || !changes(name))
  return [...new Set(fitting)].slice(0, AT_MOST)
}

/** What help is wanted for: a topic in the plural is that topic, and what is not run unasked may be explained. */
export function meantBy(typed: string[]): string[] {
  const {topic, length} = topicIn(wordsBefore(typed).words) ?? {}
  if (topic && length === wordsBefore(typed).words.length) return topic.split(' ')
  const line = ours(typed)
  const swapped = verbLast(line)
  return swapped && commandIn(swapped) ? swapped : line
}

/** The commands of a topic, or undefined where the first word is none. */
export function commandsOf(line: string): {topic: string; commands: string[]} | undefined {
  const [first = ''] = line.split(' ')
  const topic = topics().has(first) ? first : singular(first)
  const commands = names().filter(name => name.startsWith(`${topic} `))
  if (commands.length === 0) return undefined
  return {topic, commands: [...new Set(commands.map(name => name.split(' ')[1]!))].sort()}
}

function sameThing([first = '', second]: string[], noun: string): string[] {
  const meant =
    lookUp(things, first) ?? lookUp(things, noun) ?? (second === undefined ? [] : lookUp(things, second)) ?? []
  return meant.filter(name => knownCommands().has(name))
}

function inTopic(topic: string, verb: string): string[] {
  const own = names().filter(name => name.startsWith(`${topic} `))
  if (own.includes(`${topic} ${verb}`)) return [`${topic} ${verb}`]
  const meant = [...(lookUp(reading, verb) ?? []), ...(lookUp(verbs, verb) ?? [])]
  const direct = meant.map(one => `${topic} ${one}`).filter(name => own.includes(name))
  return direct.length > 0 ? direct : meant.flatMap(one => own.filter(name => name.endsWith(` ${one}`)))
}

/** What most lines are about, the likeliest first. */
const usual = ['customer', 'order', 'ticket', 'budget', 'bill', 'coupon', 'resource', 'subscription', 'invoice']
const rank = (name: string) => {
  const at = usual.indexOf(name.split(' ')[0]!)
  return at < 0 ? usual.length : at
}

/** Commands that end with a verb, where nobody says of what: those of what is usual come first. */
function alone(verb: string): string[] {
  const meant = [verb, ...(lookUp(reading, verb) ?? []), ...(lookUp(verbs, verb) ?? [])]
  const ways = meant.map(one => names().filter(name => name.endsWith(` ${one}`))).filter(some => some.length > 0)
  // Whoever reads means what many things have.
  const ending = (onlyReads.test(verb) && ways.find(some => some.length > 1)) || (ways[0] ?? [])
  return ending.sort((a, b) => a.split(' ').length - b.split(' ').length || rank(a) - rank(b) || (a < b ? -1 : 1))
}

/** Commands or topics whose words come closest to these, or begin with them. */
function near(words: string[]): string[] {
  const close = [...names(), ...(words.length === 1 ? topics() : [])]
    .map(name => ({name, distance: distanceOf(words, name.split(' '))}))
    .filter(({distance}) => distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return close.filter(({distance}) => distance === close[0]!.distance).map(({name}) => name)
}

/** Sum over the words; infinite where one word is another. More words than the command has may be its arguments. */
function distanceOf(typed: string[], name: string[]): number {
  if (typed.length < name.length) return Number.POSITIVE_INFINITY
  let sum = 0
  for (const [index, word] of name.entries()) {
    const given = typed[index]!
    const distance = word.startsWith(given) && given.length > 1 ? 1 : edits(given, word)
    if (distance > Math.min(SLIP, word.length / 2)) return Number.POSITIVE_INFINITY
    sum += distance
  }
  return sum
}

/** Whether a command changes something, on the platform or here. */
export function changes(name: string): boolean {
  const {flags = {}} = knownCommands().get(name) as KnownCommand
  return (
    // Whatever changes something on the platform can be rehearsed or asks first.
    ['yes', 'confirm', 'dry-run'].some(flag => Object.hasOwn(flags, flag)) ||
    /(^profile| sandbox)? (add|use|remove|set|reset|import|start)$/.test(name)
  )
}

export interface Found {
  command: string
  summary: string
  changes: boolean
  operations: string[]
}

const WEIGHT = {name: 10, beginning: 6, summary: 4, flag: 2}

/** Commands that have to do with all of these words, the closest first; all commands for no word. */
export function search(words: string[]): Found[] {
  const wanted = words.map(word => word.toLowerCase())
  return [...knownCommands()]
    .map(([command, about]) => ({command, about, weight: weigh(command, about, wanted)}))
    .filter(({weight}) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.command < b.command ? -1 : 1))
    .map(({command, about: {summary = '', operations = []}}) => ({
      command,
      summary,
      changes: changes(command),
      operations,
    }))
}

function weigh(command: string, {summary = '', flags = {}, operations = []}: KnownCommand, wanted: string[]): number {
  let all = 1
  for (const word of wanted) {
    // A word that stands for something here is no verb of another tool.
    const others = lookUp(things, word) ? [] : [...(lookUp(verbs, word) ?? []), ...(lookUp(reading, word) ?? [])]
    const meant = [word, singular(word), ...others]
    const own = command.split(' ')
    let best = lookUp(things, word)?.includes(command) ? WEIGHT.name : 0
    for (const one of meant) {
      if (own.includes(one)) best = Math.max(best, WEIGHT.name)
      else if (one.length > 2 && own.some(part => part.startsWith(one))) best = Math.max(best, WEIGHT.beginning)
      else if (one.length > 2 && new RegExp(`\\b${one.replace(/\W/g, '.')}`, 'i').test(summary))
        best = Math.max(best, WEIGHT.summary)
      else if (Object.hasOwn(flags, one) || operations.some(id => id.toLowerCase() === one))
        best = Math.max(best, WEIGHT.flag)
    }
    if (best === 0) return 0
    all += best
  }
  return all
}
