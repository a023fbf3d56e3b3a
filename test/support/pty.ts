// A command on a terminal of 80 columns that a test types into. util-linux' script gives the terminal.
import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {stripVTControlCharacters} from 'node:util'
import {packageRoot} from '../../src/package.js'

const program = join(packageRoot, 'bin/run.js')
const LONGEST = 20_000

export const ENTER = '\r'
export const CTRL_C = '\u0003'
/** Empties the line that is typed. */
export const CLEAR = '\u0015'

/**
 * Runs a command line; each step waits for a text that was not there at the step before, and types. Gives what was
 * shown, and the exit code.
 */
export async function typed(
  line: string,
  steps: [awaited: string, keys: string][],
): Promise<{text: string; exit: number}> {
  const command = `stty cols 80; ${process.execPath} ${program} ${line}; echo "exit $?"`
  const child = spawn('script', ['-qfec', command, '/dev/null'], {env: {...process.env, TERM: 'xterm', CI: ''}})
  let [text, seen, step] = ['', 0, 0]
  const look = () => {
    const next = steps[step]
    const at = next ? text.indexOf(next[0], seen) : -1
    if (at < 0) return
    seen = text.length
    step++
    child.stdin.write(next![1])
  }
  child.stdout.setEncoding('utf8').on('data', piece => {
    text = text + stripVTControlCharacters(piece)
    look()
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST)
  await new Promise(resolve => child.once('close', resolve))
  clearTimeout(timer)
  if (step < steps.length) throw new Error(`"${steps[step]![0]}" was not shown:\n${text}`)
  return {text, exit: Number(/exit (\d+)/.exec(text)?.[1] ?? -1)}
}
