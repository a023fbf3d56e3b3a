// QR codes on a terminal.
import {wantsColor} from './terminal.js'

/**
 * The code as text: white on black, whatever the terminal's own colours are, because not every telephone reads a
 * negative.
 */
export async function qrCode(text: string): Promise<string> {
  const {renderUnicodeCompact} = await import('uqr')
  const code = renderUnicodeCompact(text, {border: 2})
  return wantsColor(process.stdout) ? code.replace(/^.*$/gm, '\u001b[97;40m$&\u001b[0m') : code
}
