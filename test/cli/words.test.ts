// One language: a flag has one name in every command, and a name one meaning.
import {readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {expect, it} from 'vitest'

interface Flag {
  type: 'boolean' | 'option'
  char?: string
  aliases?: string[]
}

const manifest = JSON.parse(readFileSync(join(resolve(import.meta.dirname, '../..'), 'oclif.manifest.json'), 'utf8'))
const commands = Object.values(manifest.commands) as {id: string; flags: Record<string, Flag>; args: object}[]
const all = commands.flatMap(({id, flags}) =>
  Object.entries(flags).map(([name, flag]) => ({id: id.replaceAll(':', ' '), name, flag})),
)

/** Words that several commands have; one that is to be new here may be there already under another name. */
const shared = `
  accept-agreement all association at attach attachment base64 bill-type book category cc charging-mode clear
  code color comment confirm count country coupon currency customer customer-view cycle data detail dry-run
  effective-after effective-before email encoding entity-id exec expires-after expires-before file filter format
  from group id label language limit member message metadata name note on-error once open operation order out
  parent-quota period phone plain-secret platform platform-user port problem product project quota rated reason
  records recover region remind-time reseller resource resource-type resources restart result-file retry-failed score
  search server service set sheet since site sort source spec statements status template tenant ticket timeout
  trade type unmatched until user valid-for valid-until validate value wait whose yes zero
`

/** Words of a single command. */
const own = `
  accept-estimate accept-partial access-key-id accrual address advance again against agency allow-any-target amount
  answer attached attribute balance bank-card basis billing-account bucket bucket-endpoint bucket-profile by
  cancel certificate clipboard clock common-name cooperation-type cost credential-process credit credit-note
  curl cursor date days-before delay description discount display-name domain-id duplicates endpoint-bss
  endpoint-iam endpoint-osm engine every excel exit-code exit-with-parent expiry-day field first first-login
  focus-dialect follow for force form free-text freeze freeze-on-overrun from-customers full head history host
  idp image interval issuer item key-bits keychain legal-name legal-number location logins logins-file long
  loose manager map mark-read marketing match memory none notification-url now number on only only-main-resource
  organisation pace paid-after paid-before param partner password-file path pay payer picture plan policies
  policy preview previous print probability provider qr quota-type rate realistic reason-code register reissue
  relation relation-id renew renewals-only request-id resource-name result retry-after scenario scene
  secret-file secrets seed severity shard since-last size skip split sso-url sums supports text times tls to
  unfreeze urls usage usage-type usage-unit use valid-from verified verified-name wait-for warn-before
  wide-decimals window without xml zone
`

/** Words that are not said, and what is said instead. */
const instead: Record<string, string> = {
  accessory: 'attachment',
  after: 'since',
  'area-code': 'phone, with its country',
  'as-customer': 'customer, or customer-view',
  before: 'until',
  copy: 'cc',
  'created-after': 'since',
  'created-before': 'until',
  days: 'valid-for, or warn-before',
  expires: 'valid-until',
  for: 'valid-for',
  kind: 'type',
  mail: 'email',
  memo: 'note',
  method: 'whose',
  minutes: 'valid-for',
  mobile: 'phone',
  month: 'cycle',
  'older-than': 'until',
  periods: 'period',
  remark: 'note',
  state: 'status',
  to: 'until',
  unit: 'period',
  'user-id': 'user, or platform-user',
  way: 'type',
  why: 'reason-code',
  'xaccount-id': 'platform-user',
  'xaccount-type': 'platform',
}

/** Words with two meanings, and why. */
const twice: Record<string, string> = {
  for: 'ticket attach upload: what the files are for',
  to: 'sandbox inbox: whose messages',
  wait: 'bill export: how long; elsewhere --timeout says that',
}

/** Letters, each with the flags that have it; `-s` and `-r` are those of the console. */
const letters: Record<string, string[]> = {
  C: ['customer', 'id'],
  c: ['cycle'],
  y: ['yes'],
  f: ['file'],
  b: ['book'],
  d: ['data', 'description'],
  s: ['service'],
  r: ['region'],
}

const words = (text: string) => text.trim().split(/\s+/)

it('each flag is called as the table of words says', () => {
  const count = (name: string) => all.filter(one => one.name === name).length
  const names = [...new Set(all.map(one => one.name))].sort()
  expect(names.filter(name => count(name) > 1)).toEqual(words(shared))
  expect(names.filter(name => count(name) === 1)).toEqual(words(own))
})

it('no flag is called by a word that another stands for', () => {
  const wrong = all.filter(({name}) => Object.hasOwn(instead, name) && !Object.hasOwn(twice, name))
  expect(wrong.map(({id, name}) => `${id} --${name}: --${instead[name]}`)).toEqual([])
})

it('a flag takes a value in every command or in none', () => {
  const types = new Map<string, Set<string>>()
  for (const {name, flag} of all) types.set(name, (types.get(name) ?? new Set()).add(flag.type))
  expect([...types].filter(([name, some]) => some.size > 1 && !twice[name]).map(([name]) => name)).toEqual([])
})

it('a letter means one flag everywhere', () => {
  const wrong = all.filter(({name, flag}) => flag.char && !letters[flag.char]?.includes(name))
  expect(wrong.map(({id, name, flag}) => `${id} -${flag.char}, --${name}`)).toEqual([])
  const without = all.filter(
    ({name, flag}) => ['customer', 'cycle', 'yes', 'book', 'file'].includes(name) && !flag.char,
  )
  expect(without.map(({id, name}) => `${id} --${name}`)).toEqual([])
})

it('words of other tools are understood, and stand in no help', () => {
  const lacking = (name: string, alias: string) =>
    all.filter(one => one.name === name && !one.flag.aliases?.includes(alias)).map(({id}) => `${id} --${alias}`)
  expect(lacking('cycle', 'month')).toEqual([])
  expect(lacking('status', 'state').filter(line => !line.startsWith('sandbox'))).toEqual([])
  expect(lacking('charging-mode', 'charging')).toEqual([])
})
