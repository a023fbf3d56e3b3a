// Guards of this: whose money it is, and what is known about a file.
import type {Guard} from './guard.js'

export const money: Guard[] = []
