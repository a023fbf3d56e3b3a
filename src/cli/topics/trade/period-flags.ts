// For how long something is renewed or priced.
import {Flags} from '@oclif/core'

export const periodFlags = {
  unit: Flags.option({
    summary: 'what a period is',
    options: ['month', 'year'] as const,
    default: 'month',
    helpValue: 'month|year',
  })(),
  periods: Flags.integer({summary: 'how many: up to 11 months or 3 years', default: 1, min: 1, helpValue: 'N'}),
}
