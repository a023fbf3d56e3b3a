// Administrative divisions of China (data/divisions.json), for addresses on the China site.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {packageRoot} from '../../package.js'

/** Code of GB/T 2260, Chinese name, English name. */
export type Division = readonly [code: string, zh: string, en: string]

export interface Divisions {
  provinces: Division[]
  cities: Division[]
  counties: Division[]
}

let loaded: Divisions | undefined

/** Reads the divisions once. */
export function divisions(): Divisions {
  loaded ??= JSON.parse(
    readFileSync(join(packageRoot, 'src', 'sandbox', 'data', 'divisions.json'), 'utf8'),
  ) as Divisions
  return loaded
}
