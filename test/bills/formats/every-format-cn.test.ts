import {holdToLedger} from '../../support/every-format.js'

// The first of the messy world have the traps: odd ids (1 to 3), huge amounts (2, 14), arrears (4, 14), nothing (6).
holdToLedger({site: 'cn', scenario: 'messy', seed: 3}, [2, 3, 4, 6, 14])
