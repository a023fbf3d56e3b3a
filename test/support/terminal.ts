// What a command shows on a terminal of 80 columns, cut to what a reader looks at.
import {cli, type Ran} from './cli.js'

const ROWS = 14

/** Runs a command whose output goes to a terminal. */
export async function onTerminal(words: string[], width = 80): Promise<Ran> {
  const {isTTY, columns, getWindowSize} = process.stdout
  Object.assign(process.stdout, {isTTY: true, columns: width, getWindowSize: () => [width, 24]})
  try {
    return await cli(words)
  } finally {
    Object.assign(process.stdout, {isTTY, columns, getWindowSize})
  }
}

/** A line and what it showed. A long table shows its shape in a few rows. */
export function screen(line: string, {stdout, stderr, exit}: Ran): string {
  const all = stdout.split('\n')
  const top =
    all.length <= ROWS + 3 ? stdout : `${all.slice(0, ROWS).join('\n')}\n(${all.length - 1 - ROWS} lines more)\n`
  const said = stderr.replace(/^sandbox: .*\n/m, '').replace(/(?<=request id: )\w+/g, '(of the request)')
  const text = `$ ${line}\n${top}${said}${exit === 0 ? '' : `[exit ${exit}]\n`}`
  // Ports and signed addresses are made anew each time.
  const steady = text
    .replace(/\b[0-9a-f]{64}\b/g, '(digest)')
    .replace(/(?<= · )\d+(\.\d+)? (s|min)(, held back by .*)?$/gm, '(time)')
    .replace(/(?<= {2})[0-9a-f]{24}0{4}\d{4}$/gm, '(request)')
  return steady.replace(/(127\.0\.0\.1):\d+(\/sandbox\/files\/)[\w.-]+/g, '$1:PORT$2TOKEN').replace(/[ \t]+$/gm, '')
}
