// What is going on, on stderr, while somebody watches.
import {clean, mayAnimate} from './terminal.js'

export interface Progress {
  update(text: string): void
  /** Takes the line away. */
  stop(): void
}

/** Shows a spinner with a text; silent where stderr is no terminal. */
export async function showProgress(text: string): Promise<Progress> {
  if (!mayAnimate()) return {update: () => {}, stop: () => {}}
  const [{default: ora}, {cutText}] = await Promise.all([import('ora'), import('./wrap.js')])
  // On one line, behind the spinner.
  const cut = (whole: string) => cutText(clean(whole), (process.stderr.columns || 80) - 3)
  // Ctrl-C must reach this program, not be eaten by the spinner.
  const spinner = ora({text: cut(text), stream: process.stderr, discardStdin: false}).start()
  return {
    update: next => {
      spinner.text = cut(next)
    },
    stop: () => {
      spinner.stop()
    },
  }
}
