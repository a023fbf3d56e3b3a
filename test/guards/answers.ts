// Guards of this: what the platform answers is recognised.
import type {Guard} from './guard.js'

export const answers: Guard[] = []
