// A command in this process that is asked questions: what a person types comes from a test, without a terminal.
import {PassThrough} from 'node:stream'
import {stripVTControlCharacters} from 'node:util'
import {cli, type Ran} from '../../support/cli.js'

export {CLEAR, CTRL_C, ENTER} from '../../support/pty.js'

const LONGEST = 20_000

/**
 * Runs words; each step waits for a text that was not there at the step before, and types. What was shown is in
 * `stderr`, as it was written; a text that never comes fails the test.
 */
export async function answering(words: string[], steps: [awaited: string, keys: string][]): Promise<Ran> {
  const keyboard = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => keyboard})
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!
  const {isTTY, columns, cursorTo, clearLine, moveCursor} = process.stderr
  const nothing = () => true
  const {CI} = process.env
  let [text, seen, step] = ['', 0, 0]
  let isDue = false
  const next = () => {
    isDue = false
    const [awaited, keys] = steps[step] ?? []
    const at = awaited === undefined ? -1 : text.indexOf(awaited, seen)
    if (at < 0) return
    seen = text.length
    step++
    keyboard.write(keys)
  }
  const timer = setTimeout(() => keyboard.write('\u0003'), LONGEST)
  Object.defineProperty(process, 'stdin', {value: keyboard, configurable: true})
  Object.assign(process.stderr, {isTTY: true, columns: 80, cursorTo: nothing, clearLine: nothing, moveCursor: nothing})
  delete process.env.CI
  try {
    const {exit, stdout} = await cli(words, undefined, piece => {
      text += stripVTControlCharacters(piece)
      // The next keys are pressed when the question stands.
      if (!isDue) setImmediate(next)
      isDue = true
    })
    if (step < steps.length) throw new Error(`"${steps[step]![0]}" was not shown:\n${text}`)
    return {exit, stdout, stderr: text}
  } finally {
    clearTimeout(timer)
    if (CI !== undefined) process.env.CI = CI
    Object.defineProperty(process, 'stdin', stdin)
    Object.assign(process.stderr, {isTTY, columns, cursorTo, clearLine, moveCursor})
  }
}
