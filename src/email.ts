// E-mail addresses as people type them.
import {usage} from './failure.js'

/** An address; throws a usage Failure, with `what` it was given for, where the text is none. */
export function parseEmail(text: string, what: string): string {
  if (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text)) return text
  throw usage(`${what} "${text}" is not an e-mail address`, 'Write it as name@example.com')
}
