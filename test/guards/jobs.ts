// Guards of this: jobs, and files that several runs share.
import type {Guard} from './guard.js'

export const jobs: Guard[] = []
