// Guards of this: files that are read back.
import type {Guard} from './guard.js'

export const reading: Guard[] = []
