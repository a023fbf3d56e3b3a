import {expect, it} from 'vitest'
import {welcome} from '../../../src/cli/help/welcome.js'

it('what the bare program says fits a terminal of 80 columns', () => {
  expect(
    welcome()
      .split('\n')
      .filter(line => line.length > 80),
  ).toEqual([])
})
