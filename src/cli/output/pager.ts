// What is longer than the terminal is shown by the user's own pager: PARTNERCTL_PAGER, or PAGER, as gh does it.
import {ProgramTrouble, runProgram} from '../../program.js'
import {lendTerminal} from '../interrupt.js'
import {currentRun} from '../run.js'

/** The pager that the environment names; none for `cat`, or where it is switched off. */
export function pagerOf(env: NodeJS.ProcessEnv): string | undefined {
  if (env.NO_PAGER) return undefined
  const pager = (env.PARTNERCTL_PAGER ?? env.PAGER ?? '').trim()
  return pager === '' || pager === 'cat' ? undefined : pager
}

/** Keeps what is written, and shows it when it has ended: with the pager where it is longer than the terminal. */
export class PagedSink {
  #text = ''

  constructor(
    readonly pager: string,
    readonly sink: {write(text: string): Promise<void>},
    readonly rows = process.stdout.rows || 24,
  ) {}

  async write(text: string): Promise<void> {
    this.#text += text
  }

  async end(): Promise<void> {
    const text = this.#text
    this.#text = ''
    if (text.split('\n').length <= this.rows || !(await this.#paged(text))) await this.sink.write(text)
  }

  /** False where the pager could not be started, or failed: then the text is shown without. */
  async #paged(text: string): Promise<boolean> {
    // As git and gh run less: it ends where all fits, keeps colours, and leaves the screen as it was.
    const env = {...process.env, LESS: process.env.LESS ?? 'FRX', LV: process.env.LV ?? '-c'}
    try {
      const how = {shell: true, input: text, output: 'terminal', env, signal: currentRun().signal} as const
      const {code} = await lendTerminal(() => runProgram(this.pager, [], how))
      return code === 0
    } catch (error) {
      if (error instanceof ProgramTrouble) return false
      throw error
    }
  }
}
