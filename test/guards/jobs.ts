// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code as it stands in the files
// Guards of this: jobs, and files that several runs share.
import type {Guard} from './guard.js'

export const jobs: Guard[] = [
  {
    what: 'a row that nothing tells about comes to an end',
    file: 'src/bulk/job.ts',
    take: 'if (!this.#halt) await this.#giveUp()',
    put: '',
    test: ['test/bulk/job.test.ts', 'are asked about in two more runs, then called unclear'],
  },
  {
    what: 'a job of another platform is not gone on with',
    file: 'src/api/owner.ts',
    take: "if (a.platform !== b.platform) return 'other'",
    put: '',
    test: ['test/bulk/job.test.ts', 'is not that of another world'],
  },
  {
    what: 'an export of another platform does not count',
    file: 'src/bills/export/since-last.ts',
    take: 'const whose = compareOwners(published.manifest.owner, owner)',
    put: "const whose = 'same'",
    test: ['test/commands/bill/since-last.test.ts', 'does not count what was exported from another platform'],
  },
  {
    what: 'a job of which cannot be told whose it is is not gone on with',
    file: 'src/api/owner.ts',
    take: "return a.key === b.key ? 'same' : 'unclear'",
    put: "return 'same'",
    test: ['test/bulk/job.test.ts', 'is asked for where it cannot be told'],
  },
  {
    what: 'a journal of another version is refused',
    file: 'src/bulk/journal.ts',
    take: "if (!events.has(line.event) || (line.event === 'begin' && line.version !== VERSION))",
    put: 'if (false)',
    test: ['test/bulk/job.test.ts', 'is not guessed from a journal of a newer version'],
  },
  {
    what: 'the journal of an export of another version is refused',
    file: 'src/bills/export/earlier-run.ts',
    take: 'if (written) checkVersion(target.journal, written)',
    put: '',
    test: ['test/bills/export/earlier-run.test.ts', 'with an entry that is not known is refused'],
  },
  {
    what: 'two runs do not write into one unfinished file',
    file: 'src/whole-file.ts',
    take: 'const part = unfinishedName(path)',
    put: 'const part = `${path}.part`',
    test: ['test/files.test.ts', 'of two runs at once is that of the last to end'],
  },
  {
    what: 'a result goes through no link',
    file: 'src/place.ts',
    take: 'if (there.isSymbolicLink()) throw',
    put: 'if (false) throw',
    test: ['test/files.test.ts', 'goes through no link'],
  },
  {
    what: 'a result does not replace what is read',
    file: 'src/place.ts',
    take: 'if (inputs.has(identityOf(path)!)) throw',
    put: 'if (false) throw',
    test: ['test/files.test.ts', 'is not replaced where it is read'],
  },
  {
    what: 'a file that another program holds is waited for',
    file: 'src/files.ts',
    take: 'patiently(() => renameSync(from, to))',
    put: 'renameSync(from, to)',
    test: ['test/files.test.ts', 'waits for a program that holds it for a moment (EPERM)'],
  },
  {
    what: 'a whole command waits, too, for what holds a file',
    file: 'src/files.ts',
    take: 'if (!isHeld(error)) throw error\n      Atomics.wait',
    put: 'throw error\n      Atomics.wait',
    test: ['test/faults/held-files.test.ts', 'for a moment is waited for: four'],
  },
  {
    what: 'a result that cannot take its place is kept',
    file: 'src/whole-file.ts',
    take: 'throw new NotInPlace(path, keep(part, path), error as NodeJS.ErrnoException)',
    put: 'throw error',
    test: ['test/files.test.ts', 'is kept under another name where its place is held'],
  },
  {
    what: 'a lock of another container is not looked up here',
    file: 'src/lock.ts',
    take: 'if (host !== hostname() || elsewhere) return',
    put: 'if (host !== hostname()) return',
    test: ['test/lock.test.ts', 'of another container with the same name'],
  },
  {
    what: 'what every object inherits is no word of ours',
    file: 'src/look-up.ts',
    take: 'Object.hasOwn(table, word)',
    put: 'word in table',
    test: ['test/look-up.test.ts', 'is in no table: constructor'],
  },
]
