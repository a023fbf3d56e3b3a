// YAML: written with the digits that came, read without running anything.
import {parse, stringify} from 'yaml'
import {Decimal} from '../../decimal.js'

const decimal = {
  tag: 'tag:yaml.org,2002:float',
  default: true as const,
  identify: (value: unknown) => value instanceof Decimal,
  resolve: (text: string) => text,
  stringify: ({value}: {value?: unknown}) => (value as Decimal).text,
}

export const toYaml = (value: unknown): string => stringify(value, {customTags: [decimal], lineWidth: 0})

/** Reads YAML, of which JSON is a part; every value is text as it stands there. Throws an Error for what is neither. */
export const fromYaml = (text: string): unknown => parse(text, {schema: 'failsafe', maxAliasCount: 0})
