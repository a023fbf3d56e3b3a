// Lines that are typed into a shell: made from words, and taken apart into words.

/** A word as every shell of the house takes it: bare where nothing in it means anything, else in single quotes. */
export const shellWord = (text: string): string =>
  /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

type Filling = string | number | undefined | (string | number)[]

/**
 * A line that proposes a command: `` commandLine`bill statement ${file}    makes the invoices` ``. What is filled in is
 * quoted; several values are several words, and none leaves no gap. Words behind four blanks are a remark. The scope
 * that was typed (profile, customer, book) is added when the line is printed.
 */
export function commandLine(words: TemplateStringsArray, ...fillings: Filling[]): string {
  let line = `partnerctl ${words[0]}`
  fillings.forEach((filling, index) => {
    const values = [filling ?? []].flat()
    line = values.length > 0 ? line + values.map(value => shellWord(String(value))).join(' ') : line.replace(/ $/, '')
    line += words[index + 1]
  })
  return line.trimEnd()
}

/** The words of a line, unquoted, and the remark behind them: what stands after two blanks or more. */
export function shellWords(line: string): {words: string[]; remark: string} {
  const words: string[] = []
  const word = /(?:'[^']*'|\\.|[^\s'\\])+/y
  let at = 0
  while (at < line.length) {
    word.lastIndex = at
    const found = word.exec(line)?.[0]
    if (found === undefined) break
    words.push(found.replace(/'([^']*)'|\\(.)/g, '$1$2'))
    at += found.length
    if (line[at] !== ' ' || line[at + 1] === ' ') break
    at++
  }
  return {words, remark: line.slice(at).trim()}
}
