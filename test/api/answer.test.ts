import {describe, expect, it} from 'vitest'
import {explainCode, outcomeOfCode} from '../../src/api/answer.js'

describe('a code of the API', () => {
  it.each(['CBC.5002', 'CBC.30000010', 'CBC.99000047', 'CBC.99003012', 'CBC.99006073', 'OSM.01010015'])(
    '%s means that something is not there',
    code => {
      expect(explainCode(code)?.meaning).toMatch(/not exist/)
      expect(outcomeOfCode(code)).toBe('not-found')
    },
  )
})
