// Makes `model.json`, the table of the rules of FOCUS, from the FinOps Foundation's rule model:
// `npm run focus-model -- FILE`. Facts only: no sentences of the model are taken over.
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {lookUp} from '../../look-up.js'
import type {Check, Keyword, Model, RuleRow} from './model.js'

interface SourceCheck {
  CheckFunction: string
  Items?: SourceCheck[]
  [argument: string]: unknown
}

interface Source {
  Details: {FOCUSVersion: string}
  ApplicabilityCriteria: Record<string, unknown>
  CheckFunctions: Record<string, {Arguments: string[]}>
  ModelDatasets: Record<string, {ModelRules: string[]}>
  Schemas: Record<string, {Schema: object}>
  ModelRules: Record<
    string,
    {
      EntityId: string
      Status: string
      ApplicabilityCriteria: string[]
      ValidationCriteria: {Keyword: Keyword; Requirement: Partial<SourceCheck>; Condition: Partial<SourceCheck>}
    }
  >
}

/** The table of a rule model: the rules that are in force. */
export function tableOf(source: Source): Model {
  const checkOf = (check: Partial<SourceCheck>): Check | null => {
    const {CheckFunction, Items} = check
    if (!CheckFunction) return null
    if (Items) return [CheckFunction, ...Items.map(checkOf)]
    return [CheckFunction, ...lookUp(source.CheckFunctions, CheckFunction)!.Arguments.map(name => lookUp(check, name))]
  }
  const rules = Object.entries(source.ModelRules)
    .filter(([, {Status}]) => Status === 'Active')
    .map(([id, {EntityId, ApplicabilityCriteria, ValidationCriteria}]): [string, RuleRow] => {
      const {Keyword, Requirement, Condition} = ValidationCriteria
      return [id, [Keyword, EntityId, checkOf(Requirement), checkOf(Condition), ApplicabilityCriteria]]
    })
  return {
    version: source.Details.FOCUSVersion,
    datasets: Object.fromEntries(
      Object.entries(source.ModelDatasets).map(([id, {ModelRules}]) => [id, ModelRules[0]!]),
    ),
    deprecated: Object.values(source.ModelRules)
      .filter(({Status, ValidationCriteria}) => Status === 'Deprecated' && ValidationCriteria.Requirement.ColumnName)
      .map(({EntityId}) => EntityId),
    criteria: Object.keys(source.ApplicabilityCriteria),
    rules: Object.fromEntries(rules),
    schemas: Object.fromEntries(Object.entries(source.Schemas).map(([id, {Schema}]) => [id, withoutWords(Schema)])),
  }
}

/** A JSON schema without its descriptions. */
function withoutWords(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      ['title', 'description', '$comment', 'examples'].includes(key) && typeof value !== 'object' ? undefined : value,
    ),
  ) as object
}

/** The file: one rule a line. */
export function tableText(model: Model): string {
  const {rules, schemas, ...head} = model
  const lines = (table: Record<string, unknown>) =>
    Object.entries(table)
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(',\n')
  return `{${lines(head)},\n"schemas":{\n${lines(schemas)}\n},\n"rules":{\n${lines(rules)}\n}}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const source = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Source
  writeFileSync(fileURLToPath(new URL('model.json', import.meta.url)), tableText(tableOf(source)))
}
