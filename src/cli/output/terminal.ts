// What the terminal can do, and what may be written to it.

export const isTerminal = (stream: NodeJS.WriteStream | NodeJS.ReadStream) => Boolean(stream.isTTY)

/** NO_COLOR wins over everything; else colour only where a terminal shows it, unless it is forced. */
export function wantsColor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true
  return isTerminal(stream) && env.TERM !== 'dumb'
}

/** Questions may be asked. */
export const mayPrompt = (noInput: boolean) =>
  !noInput && !process.env.CI && isTerminal(process.stdin) && isTerminal(process.stderr)

/** Spinners and progress lines may be drawn. */
export const mayAnimate = () => isTerminal(process.stderr) && !process.env.CI && process.env.TERM !== 'dumb'

/**
 * The marks that a terminal obeys: control characters, and those that reverse the direction of what stands beside them.
 */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * Text from outside, made harmless: escape sequences and control characters never reach a terminal, nor do the marks
 * that reverse the direction of what stands beside them. Tabs and line breaks become spaces unless `lines` keeps the
 * breaks.
 */
export function clean(text: string, {lines = false} = {}): string {
  const kept = lines ? text.replace(/\r\n?/g, '\n') : text.replace(/[\r\n\t]+/g, ' ')
  return (
    kept
      // Whole escape sequences first: CSI, OSC, and two-character ones.
      .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|$)|[@-Z\\-_])/g, '')
      .replace(OBEYED, '')
  )
}

/** JSON that means the same, with what a terminal would obey spelled as escapes. */
export const visibleJson = (json: string): string =>
  json.replace(OBEYED, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
