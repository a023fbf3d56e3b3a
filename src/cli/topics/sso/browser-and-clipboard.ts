// What belongs to the desktop around the terminal: its browser and its clipboard. Programs are started directly, never
// through a shell.
import {Failure, usage} from '../../../failure.js'
import {ProgramTrouble, runProgram, startProgram} from '../../../program.js'
import {currentRun} from '../../run.js'

const openers: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
  darwin: ['open', []],
  win32: ['rundll32', ['url.dll,FileProtocolHandler']],
}

/** Opens an http(s) address in the browser. */
export async function openInBrowser(address: string): Promise<void> {
  const {protocol, href} = new URL(address)
  if (!/^https?:$/.test(protocol)) throw usage(`${address} is not a web address`)
  const [program, args] = openers[process.platform] ?? ['xdg-open', []]
  await startProgram(program, [...args, href]).catch((cause: unknown) => {
    throw new Failure('failed', `no browser could be opened: ${program} cannot be started`, {
      next: ['Open the link yourself; --qr shows it for a telephone'],
      cause,
    })
  })
}

const readers: Partial<Record<NodeJS.Platform, [string, string[]][]>> = {
  darwin: [['pbpaste', []]],
  win32: [['powershell.exe', ['-NoProfile', '-Command', 'Get-Clipboard -Raw']]],
}
const unixReaders: [string, string[]][] = [
  ['wl-paste', ['--no-newline']],
  ['xclip', ['-selection', 'clipboard', '-out']],
  ['xsel', ['--clipboard', '--output']],
]
const MAX_CLIPBOARD = 8 * 1024 * 1024

/** The text in the clipboard, read with the first of the platform's programs that works. */
export async function readClipboard(): Promise<string> {
  for (const [program, args] of readers[process.platform] ?? unixReaders) {
    const text = await output(program, args)
    if (text !== undefined) return text
  }
  throw new Failure('failed', 'the clipboard cannot be read here', {
    next: [
      'Paste the text as an argument, or pipe it: ... | partnerctl sso decode -',
      'On Linux, install wl-clipboard or xclip',
    ],
  })
}

async function output(program: string, args: string[]): Promise<string | undefined> {
  const how = {output: {most: MAX_CLIPBOARD}, quiet: true, limit: 10_000, signal: currentRun().signal}
  try {
    const {code, output} = await runProgram(program, args, how)
    return code === 0 ? output : undefined
  } catch (error) {
    if (error instanceof ProgramTrouble) return undefined
    throw error
  }
}
