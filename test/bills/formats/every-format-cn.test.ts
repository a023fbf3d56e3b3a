import {holdToLedger} from '../../support/every-format.js'

holdToLedger({site: 'cn', scenario: 'messy', seed: 3})
