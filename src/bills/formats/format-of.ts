// The format of an export: what the name of its file promises, or what was asked for.
import {statSync} from 'node:fs'
import {usage} from '../../failure.js'
import {lookUp} from '../../look-up.js'
import {type FormatName, formats, promises} from './formats.js'

/** What the end of a file's name promises; everything is empty where it promises nothing. */
export function promiseOf(name: string): {end: string; ending: string; packed: string; formats?: FormatName[]} {
  const [end, ending = '', packed = ''] = /(\.(?:csv|jsonl|ndjson|json|parquet|xlsx))?(\.gz)?$/.exec(name)!
  return {end, ending, packed, formats: lookUp(promises, ending)}
}

/** Throws `usage` where a name promises one format and another one was asked for, or something that no format is. */
export function formatOf(out: string | undefined, asked: FormatName | undefined): {format: FormatName; gzip: boolean} {
  const name = out === undefined || isFolder(out) ? '' : out
  const {end, ending, packed, formats: promised} = promiseOf(name)
  const format = asked ?? promised?.[0] ?? 'csv'
  const gzip = packed !== ''
  const mayPack = formats[format].joins === 'lines'
  const isKept = !promised || promised.includes(format)
  if (isKept && (!gzip || mayPack)) return {format, gzip}
  const right = isKept ? ending : Object.keys(promises).find(one => lookUp(promises, one)!.includes(format))
  throw usage(
    isKept ? `${format} is packed in itself: .gz does not go with it` : `${name} is no name for ${format}`,
    `Write --out ${name.slice(0, name.length - end.length)}${right}${gzip && mayPack ? packed : ''}`,
    ...(isKept ? [] : [`Or leave --format ${format} away`]),
  )
}

const isFolder = (out: string): boolean =>
  /[\\/]$/.test(out) || (statSync(out, {throwIfNoEntry: false})?.isDirectory() ?? false)
