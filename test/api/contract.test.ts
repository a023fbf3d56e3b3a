import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {type OpenApiOperation, openApi, operationOf, operationTable, schemaOf} from '../../src/api/contract/contract.js'
import {generated} from '../../src/api/contract/generate.js'

describe('the contract', () => {
  it('is what types and table were made from', async () => {
    for (const [name, text] of Object.entries(await generated())) {
      const committed = readFileSync(join(import.meta.dirname, '../../src/api/contract', name), 'utf8')
      expect(committed === text, `${name} is out of date: npm run contract`).toBe(true)
    }
  }, 60_000)

  it('has 160 operations; two of the four in IAM stand for two variants each', () => {
    const {operations} = operationTable()
    const count = (service: string) => Object.values(operations).filter(o => o.service === service).length
    expect([count('bss'), count('osm'), count('iam')]).toEqual([85, 69, 4])
  })

  it.each(['bss', 'osm', 'iam'] as const)('is read in parts as it is read as a whole: %s', service => {
    const {paths, components} = openApi(service)
    for (const [name, schema] of Object.entries(components.schemas))
      expect(schemaOf(service, name), name).toEqual(schema)
    for (const operation of Object.values(paths).flatMap(Object.values) as OpenApiOperation[])
      expect(operationOf(service, operation.operationId), operation.operationId).toEqual(operation)
    for (const name of ['constructor', 'toString', 'nobody', ''])
      expect([schemaOf(service, name), operationOf(service, name)]).toEqual([undefined, undefined])
  })

  it('knows every write: a new one must be looked at before it is added here', () => {
    const writes = Object.entries(operationTable().operations)
      .filter(([, operation]) => operation.effect === 'write')
      .map(([id]) => id)
    expect(writes.sort()).toMatchSnapshot()
  })
})
