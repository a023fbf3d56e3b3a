// Guards of this: what was done is told, and everything ends.
import type {Guard} from './guard.js'

export const acts: Guard[] = [
  {
    what: 'a stored secret does not go to an address of the environment',
    file: 'src/profiles/environment.ts',
    take: 'if (!keysInEnvironment()) return {}',
    put: '',
    test: ['test/profiles/environment.test.ts', 'in the file never goes to an address of the environment'],
  },
  {
    what: 'what could not be written after a write is told',
    file: 'src/cli/command.ts',
    take: 'throw told ? error : unreported(error, result instanceof Listing ? undefined : result)',
    put: 'throw error',
    test: ['test/faults/told.test.ts', 'is done, and says so, though its output goes to a full disk'],
  },
  {
    what: 'a write that meets the end of the run ends it with 9',
    file: 'src/cli/ending.ts',
    take: '!settlesRows ? writes.unansweredAtEnd : []',
    put: '!settlesRows ? [] : []',
    test: ['test/faults/told.test.ts', 'ends with 9 when a signal came before its answer'],
  },
  {
    what: 'a raise without an answer is not called failed',
    file: 'src/commands/budget/watch.ts',
    take: "error.outcome === 'unknown' ? 'unknown' : 'failed'",
    put: "'failed'",
    test: ['test/cli/after-a-write.test.ts', 'does not call them failed: UpdateSubCustomerBudget'],
  },
  {
    what: 'the audit log goes on behind a line of any length',
    file: 'src/cli/audit.ts',
    take: 'if (at < 0 && tail.length < size) continue',
    put: '',
    test: ['test/cli/audit.test.ts', 'goes on after a line of 65536 bytes'],
  },
  {
    what: 'the end of the run is not taken for a part that cannot be read',
    file: 'src/failure.ts',
    take: 'error instanceof Failure && !(error instanceof RunEnd)',
    put: 'error instanceof Failure',
    test: ['test/faults/told.test.ts', 'by SIGTERM is 143, whatever part was being read'],
  },
  {
    what: 'a program ends when the run does',
    file: 'src/program.ts',
    take: "options.signal?.addEventListener('abort', onAbort, {once: true})",
    put: '',
    test: ['test/program.test.ts', 'that hangs is ended with its children by the end of the run'],
  },
  {
    what: 'a program is waited for, not the pipe that its children hold',
    file: 'src/program.ts',
    take: "child.once('exit', (code, signal)",
    put: "child.once('close', (code, signal)",
    test: ['test/program.test.ts', 'is not waited for when it has left something that holds its pipe'],
  },
  {
    what: 'a question shows what the API says as text',
    file: 'src/cli/input/prompts.ts',
    take: '...harmless(question)',
    put: '...question',
    test: ['test/faults/doors.test.ts', 'is harmless in a question'],
  },
  {
    what: 'an error as JSON holds nothing that a terminal obeys',
    file: 'src/cli/failure-report.ts',
    take: 'visibleJson(stringifyJson({error}))',
    put: 'stringifyJson({error})',
    test: ['test/faults/doors.test.ts', 'is harmless in an error, as JSON'],
  },
  {
    what: 'a logo has a bearable number of pixels',
    file: 'src/bills/statement/logo.ts',
    take: 'if (width * height > MAX_PIXELS)',
    put: 'if (false)',
    test: ['test/bills/statement/logo.test.ts', 'of too many pixels is refused'],
  },
  {
    what: 'a pipe or a device is not replaced by a file',
    file: 'src/files.ts',
    take: 'if (isSpecial(path)) {',
    put: 'if (false) {',
    test: ['test/files.test.ts', 'is none where a pipe stands'],
  },
]
