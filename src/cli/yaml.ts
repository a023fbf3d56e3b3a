// YAML with the digits that came.
import {stringify} from 'yaml'
import {Decimal} from '../decimal.js'

const decimal = {
  tag: 'tag:yaml.org,2002:float',
  default: true as const,
  identify: (value: unknown) => value instanceof Decimal,
  resolve: (text: string) => text,
  stringify: ({value}: {value?: unknown}) => (value as Decimal).text,
}

export const toYaml = (value: unknown): string => stringify(value, {customTags: [decimal], lineWidth: 0})
