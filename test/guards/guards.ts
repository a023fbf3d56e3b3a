// What protects, and the test that must fail without it. `take` stands in the file exactly once; `put` is what stands
// there instead. A subject is a file beside this one.
import {acts} from './acts.js'
import {answers} from './answers.js'
import {focus} from './focus.js'
import type {Guard} from './guard.js'
import {house} from './house.js'
import {jobs} from './jobs.js'
import {money} from './money.js'
import {morning} from './morning.js'
import {packaging} from './packaging.js'
import {reading} from './reading.js'
import {thirty} from './thirty.js'

export const guards: Guard[] = [
  ...thirty,
  ...focus,
  ...house,
  ...answers,
  ...acts,
  ...jobs,
  ...reading,
  ...money,
  ...morning,
  ...packaging,
]
