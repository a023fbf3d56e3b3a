// What could stand where the cursor is: a pure function of the words before it.

import {lookUp} from '../../look-up.js'
import type {CompletedArgument, CompletedCommand, CompletedFlag, CompletionTable, Kind, Value} from './table.js'

export interface Candidate {
  text: string
  summary?: string
}

/** Values that are not in the table: names of the profile's customers, profiles, columns that a command has shown. */
export type Known = (kind: Exclude<Kind, 'file'>, command: string, profile: string | undefined) => Candidate[]

export interface Completion {
  candidates: Candidate[]
  /** The shell completes names of files. */
  files: boolean
}

const nothing: Completion = {candidates: [], files: false}

/** Completes the last word, which may be empty; the first word is the one after the program's name. */
export function complete(words: string[], table: CompletionTable, known: Known): Completion {
  const leading = leadingFlags(words, table)
  const typed = words.slice(leading.length, -1)
  const current = words.at(-1) ?? ''
  // `help` is followed by the words of a command.
  const path = commandPath(typed[0] === 'help' ? typed.slice(1) : typed, table)
  const rest = typed.slice(path.length + (typed[0] === 'help' ? 1 : 0))
  const name = path.join(' ')
  const command = typed[0] === 'help' ? undefined : lookUp(table.commands, name)
  const next = rest.length === 0 && !current.startsWith('-') ? matching(nextWords(path, table), current) : []
  if (!command) return {candidates: next, files: false}
  const line = readLine([...leading, ...rest], command, table)
  const values = (value: Value, typedValue: string, before = '') =>
    valuesOf(value, typedValue, before, kind => (kind === 'file' ? [] : known(kind, name, line.profile)))
  if (line.waiting) return values(line.waiting, current)
  const assigned = line.ended ? null : /^(--[\w-]+=)(.*)$/s.exec(current)
  if (assigned) {
    const flag = flagOf(assigned[1]!.slice(0, -1), command, table)
    return flag && !flag.alone ? values(flag, assigned[2]!, assigned[1]) : nothing
  }
  if (current.startsWith('-') && !line.ended)
    return {candidates: matching(flagsLeft(command, table, line.given), current), files: false}
  const {args} = command
  const last = args.at(-1)
  const argument: CompletedArgument | undefined = args[line.positions] ?? (last?.many ? last : undefined)
  const own = argument ? values(argument, current) : nothing
  return {candidates: [...next, ...own.candidates], files: own.files}
}

/** Flags of every command that stand before it, with their values. */
function leadingFlags(words: string[], table: CompletionTable): string[] {
  let at = 0
  while (at < words.length - 1 && words[at]!.startsWith('-')) {
    const flag = flagOf(words[at]!.replace(/=.*$/s, ''), {flags: {}, args: [], summary: ''}, table)
    if (!flag) return []
    at += flag.alone || words[at]!.includes('=') ? 1 : 2
  }
  return at < words.length ? words.slice(0, at) : []
}

/** The words at the beginning that lead to a command or a topic. */
function commandPath(words: string[], {commands, topics}: CompletionTable): string[] {
  let length = 0
  while (length < words.length) {
    const name = words.slice(0, length + 1).join(' ')
    if (!lookUp(commands, name) && !lookUp(topics, name)) break
    length++
  }
  return words.slice(0, length)
}

function nextWords(path: string[], {commands, topics}: CompletionTable): Candidate[] {
  const start = path.length === 0 ? '' : `${path.join(' ')} `
  const found = new Map<string, string>()
  for (const [name, summary] of [
    ...Object.entries(topics),
    ...Object.entries(commands).map(([name, {summary}]) => [name, summary] as const),
  ]) {
    if (!name.startsWith(start) || name === start) continue
    const [word, ...deeper] = name.slice(start.length).split(' ')
    if (deeper.length === 0) found.set(word!, summary)
    else if (!found.has(word!)) found.set(word!, '')
  }
  return [...found].map(([text, summary]) => ({text, summary}))
}

interface Line {
  /** The flag whose value comes next. */
  waiting?: CompletedFlag
  given: Set<string>
  positions: number
  profile?: string
  /** After `--`. */
  ended: boolean
}

function readLine(words: string[], command: CompletedCommand, table: CompletionTable): Line {
  const line: Line = {given: new Set(), positions: 0, ended: false}
  let flagName = ''
  for (const word of words) {
    if (line.waiting) {
      if (flagName === 'profile') line.profile = word
      line.waiting = undefined
    } else if (word === '--') line.ended = true
    else if (word.startsWith('-') && word !== '-' && !line.ended) {
      const [, typed, value] = /^(-[\w-]+)(?:=(.*))?$/s.exec(word) ?? []
      const [name, flag] = namedFlag(typed ?? word, command, table)
      if (!flag) continue
      flagName = name
      line.given.add(name)
      if (value !== undefined && name === 'profile') line.profile = value
      if (value === undefined && !flag.alone) line.waiting = flag
    } else line.positions++
  }
  return line
}

const flagOf = (typed: string, command: CompletedCommand, table: CompletionTable) => namedFlag(typed, command, table)[1]

function namedFlag(
  typed: string,
  {flags}: CompletedCommand,
  {shared}: CompletionTable,
): [string, CompletedFlag | undefined] {
  const all = {...shared, ...flags}
  const name = typed.replace(/^--(no-(?=.))?/, '')
  const found = typed.startsWith('--')
    ? lookUp(all, typed.slice(2))
      ? typed.slice(2)
      : name
    : (Object.keys(all).find(one => lookUp(all, one)!.char === typed.slice(1)) ?? '')
  return [found, lookUp(all, found)]
}

/** A command's own flags first. */
function flagsLeft({flags}: CompletedCommand, {shared}: CompletionTable, given: Set<string>): Candidate[] {
  return [...Object.entries(flags), ...Object.entries(shared)]
    .filter(([name, {many}]) => many || !given.has(name))
    .map(([name, {summary}]) => ({text: `--${name}`, summary}))
}

const matching = (candidates: Candidate[], start: string): Candidate[] => {
  const wanted = start.toLowerCase()
  return candidates.filter(({text}) => text.toLowerCase().startsWith(wanted))
}

function valuesOf({words, kind}: Value, typed: string, before: string, known: (kind: Kind) => Candidate[]): Completion {
  if (kind === 'file') return {candidates: [], files: true}
  const choices = words ? words.map(text => ({text})) : kind ? known(kind) : []
  // Of a list with commas the last value is completed.
  const isList = words !== undefined || kind === 'columns'
  const done = isList ? typed.slice(0, typed.lastIndexOf(',') + 1) : ''
  const found = matching(choices, typed.slice(done.length))
  return {candidates: found.map(one => ({...one, text: `${before}${done}${one.text}`})), files: false}
}
