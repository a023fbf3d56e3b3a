import {it} from 'vitest'
import {holdToLedger} from '../../support/every-format.js'

// Takes a minute more.
if (process.env.CI) holdToLedger({site: 'intl', scenario: 'large', seed: 2, step: 120})
else it.todo('runs where CI is set')
