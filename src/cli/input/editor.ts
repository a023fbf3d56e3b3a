// A text written in the user's own editor.
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Failure, usage} from '../../failure.js'
import {ProgramTrouble, runProgram} from '../../program.js'
import {lendTerminal} from '../interrupt.js'
import {currentRun} from '../run.js'

/** The editor that the environment names, if it names one. */
export const editorName = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  env.VISUAL || env.EDITOR || undefined

/**
 * What a shell runs. The variable may hold a command with arguments, or the path of a program with blanks in it; the
 * file is one word.
 */
export function editorLine(editor: string, path: string): string {
  const quote = (text: string) => (process.platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", `'\\''`)}'`)
  return `${existsSync(editor) ? quote(editor) : editor} ${quote(path)}`
}

/**
 * Opens the editor on a text and returns what it was saved as, without lines that begin with `#:`. The text lies in a
 * folder that only its owner may enter, and is gone afterwards. Throws a Failure when there is no editor, or when it
 * fails.
 */
export async function editText(text: string, notes: string[] = []): Promise<string> {
  const editor = editorName()
  if (!editor) throw usage('no editor is set', 'Set EDITOR or VISUAL, or give the text with its flag')
  const folder = mkdtempSync(join(tmpdir(), 'partnerctl-'))
  try {
    const path = join(folder, 'ticket.txt')
    writeFileSync(path, `${text.trimEnd()}\n${notes.map(note => `#: ${note}\n`).join('')}`, {mode: 0o600})
    const how = {input: {terminal: true}, output: 'terminal', signal: currentRun().signal, shell: true} as const
    const {code, signal} = await lendTerminal(() => runProgram(editorLine(editor, path), [], how)).catch(error => {
      if (!(error instanceof ProgramTrouble)) throw error
      throw new Failure('failed', `the editor (${editor}) could not be started: ${error.message}`)
    })
    if (code !== 0) throw new Failure('failed', `the editor (${editor}) ended with ${signal ?? code}`)
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter(line => !line.startsWith('#:'))
      .join('\n')
      .trim()
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
