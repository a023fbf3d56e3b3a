// Guards of this: what was done is told, and everything ends.
import type {Guard} from './guard.js'

export const acts: Guard[] = []
