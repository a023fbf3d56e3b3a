import {holdToLedger} from '../../support/every-format.js'

holdToLedger({site: 'intl', scenario: 'large', seed: 2, step: 120})
