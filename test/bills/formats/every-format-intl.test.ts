import {holdToLedger} from '../../support/every-format.js'

holdToLedger({site: 'intl', scenario: 'small', seed: 1}, [0, 10, 20, 30, 40])
