// The table of FOCUS' rules is what the FinOps Foundation's model says.
import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {describe, expect, it} from 'vitest'
import {answers, columnAnswers, valueAnswers} from '../../../src/bills/validate/answers.js'
import {type Cells, Checks, columnsOf} from '../../../src/bills/validate/checks.js'
import {tableOf, tableText} from '../../../src/bills/validate/generate.js'
import {type Check, corrections, readModel, rulesBelow} from '../../../src/bills/validate/model.js'
import {wordsOf} from '../../../src/bills/validate/words.js'

const root = resolve(import.meta.dirname, '../../..')
/** The model itself is no part of the project; it may lie beside it. */
const source = process.env.FOCUS_MODEL ?? join(root, '..', 'shared', 'reference', 'focus', 'model-1.4.json')
const table = join(root, 'src', 'bills', 'validate', 'model.json')
const model = readModel()

describe('the table of rules', () => {
  it.skipIf(!existsSync(source))('is that of the model', () => {
    const made = tableText(tableOf(JSON.parse(readFileSync(source, 'utf8'))))
    expect(made === readFileSync(table, 'utf8')).toBe(true)
  })

  it('is written as it is read', () => {
    expect(tableText(model) === readFileSync(table, 'utf8')).toBe(true)
  })

  it('has every rule in force, facts only', () => {
    expect([model.version, Object.keys(model.rules).length]).toEqual(['1.4', 1301])
    // A sentence of the model has its keyword in it.
    expect(readFileSync(table, 'utf8')).not.toMatch(/[a-z] (MUST|SHOULD|MAY) [a-z]/)
  })

  it('asks nothing that is not understood', () => {
    const rules = Object.values(model.datasets).flatMap(root => rulesBelow(model, root))
    const schemas = new Map(Object.keys(model.schemas).map(id => [id, () => true]))
    const row: Cells = []
    for (const {id, check, conditions} of rules) {
      const asked: Check[] = [check, answers[id]?.check].filter(one => one != null)
      const when = answers[id]?.when
      const checks = new Checks([], schemas)
      for (const one of [...conditions, ...(when ? [when] : [])]) checks.condition(one)(row)
      for (const one of asked) {
        if (one[0] !== 'ColumnPresent') checks.requirement(one).test(row)
        expect(columnsOf(one).filter(name => typeof name !== 'string')).toEqual([])
        expect(wordsOf(one)).not.toMatch(/undefined|\[object|Check|Format[A-Z]/)
      }
    }
    expect(rules.length).toBeGreaterThan(900)
  })

  it('still has the conditions that are corrected here', () => {
    for (const [id, check] of Object.entries(corrections)) {
      const stated = model.rules[id]?.[3]
      expect([id, stated]).not.toEqual([id, undefined])
      expect([id, stated]).not.toEqual([id, check])
    }
  })

  it('has every rule in words that is answered here', () => {
    for (const id of Object.keys(answers)) expect([id, model.rules[id]?.[2]]).toEqual([id, null])
    for (const id of Object.keys({...columnAnswers, ...valueAnswers}))
      expect([id, id in model.rules]).toEqual([id, true])
  })
})
