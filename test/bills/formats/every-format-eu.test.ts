import {holdToLedger} from '../../support/every-format.js'

holdToLedger({site: 'eu', scenario: 'messy', seed: 4})
