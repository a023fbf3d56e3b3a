// Commands to go on with, as they must be typed here: with the profile, where this command line named one.

/** Commands for which no profile matters. */
const offline = /^(explain|help|profile|sandbox|pricebook|audit|completion)\b/

let commands: ReadonlySet<string> = new Set()
let profile: string | undefined

/** What the program has, `bill export` and so on. */
export function knowCommands(ids: Iterable<string>): void {
  commands = new Set([...ids].map(id => id.replaceAll(':', ' ')))
  profile = undefined
}

/** The names of all commands. */
export const commandNames = (): string[] => [...commands]

/** The command that a command line begins with. */
export function commandIn(words: string[]): string | undefined {
  for (let length = Math.min(words.length, 4); length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    if (commands.has(name)) return name
  }
  return undefined
}

/** The profile that was typed, not the one that would be used anyway. */
export function typedProfile(name: string | undefined): void {
  profile = name === process.env.PARTNERCTL_PROFILE ? undefined : name
}

/** A line that is a command, alone or after a colon, completed; any other line as it is. */
export function nextStep(line: string): string {
  const [, lead, rest] = /^(\s*(?:[^:]+: )?partnerctl )(.*)$/s.exec(line) ?? []
  if (!profile || !rest || offline.test(rest) || /(^| )(-p|--profile)\b/.test(rest)) return line
  const name = commandIn(rest.split(' '))
  return name ? `${lead}${name} -p ${profile}${rest.slice(name.length)}` : line
}
