// What a command takes as an argument can be given with the flag that other commands have for it: `budget show -C
// NAME` is `budget show NAME`.

interface Definition {
  args?: Record<string, unknown>
  flags?: Record<string, {aliases?: string[]} | undefined>
}

/** Arguments, and the flag that means the same elsewhere. */
const alike: {args: string[]; flag: string; char?: string}[] = [
  {args: ['customer', 'customers'], flag: 'customer', char: 'C'},
  {args: ['file'], flag: 'file'},
]

/** The line with such flags as the arguments that they are here. Several values and commas give several arguments. */
export function asArguments(argv: string[], {args = {}, flags = {}}: Definition): string[] {
  let line = argv
  for (const {args: names, flag, char} of alike) {
    const isElsewhere = Object.entries(flags).some(([name, one]) => name === flag || one?.aliases?.includes(flag))
    const [first] = Object.keys(args)
    if (isElsewhere || !first || !names.includes(first)) continue
    line = moved(line, [`--${flag}`, ...(char ? [`-${char}`] : [])])
  }
  return line
}

function moved(argv: string[], spellings: string[]): string[] {
  const values: string[] = []
  const rest: string[] = []
  const end = argv.indexOf('--')
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    const isBefore = end < 0 || at < end
    const [, name, value] = /^(--[\w-]+|-\w)=?(.*)$/s.exec(word) ?? []
    if (!isBefore || !name || !spellings.includes(name) || (value === '' && argv[at + 1] === undefined)) rest.push(word)
    else values.push(value || argv[++at]!)
  }
  return [...values, ...rest]
}
