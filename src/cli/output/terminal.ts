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
  !noInput && !process.env.CI && isTerminal(process.stderr) && isTerminal(process.stdin)

/** Spinners and progress lines may be drawn. */
export const mayAnimate = () => isTerminal(process.stderr) && !process.env.CI && process.env.TERM !== 'dumb'

/**
 * The marks that a terminal obeys, or shows as nothing: control characters, those that reverse the direction of what
 * stands beside them, those without a width, and the invisible tags that spell words for machines only.
 */
const OBEYED =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/**
 * Text from outside, made harmless: escape sequences and control characters never reach a terminal, nor do marks that
 * are not seen. Tabs and breaks of every kind become spaces unless `lines` keeps the breaks.
 */
export function clean(text: string, {lines = false} = {}): string {
  const kept = lines ? text.replace(/\r\n?|[\u2028\u2029]/g, '\n') : text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')
  return (
    kept
      // Whole escape sequences first: CSI, OSC, and two-character ones.
      .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][\s\S]*?(?:\u0007|\u001b\\|$)|[@-Z\\-_])/g, '')
      .replace(OBEYED, '')
  )
}

/** JSON that means the same, with what a terminal would obey spelled as escapes. */
export const visibleJson = (json: string): string =>
  json.replace(OBEYED, mark =>
    mark
      .split('')
      .map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
