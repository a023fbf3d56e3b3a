// biome-ignore-all lint/suspicious/noTemplateCurlyInString: titles and code as they stand in the files
// The thirty tests that an unattended program must pass, and where each of them stands: files by their path, tests by
// their title.
// `index.test.ts` holds this table to the files; `test/guards` takes out what each test guards, and expects it to fail.

export interface Held {
  what: string
  /** Test file -> titles in it. */
  tests: Record<string, string[]>
}

export const thirty: Record<number, Held> = {
  1: {
    what: 'a reset before the answer: a read is sent again, a write is not',
    tests: {
      'test/faults/reads.test.ts': ['after ${how} is sent again, and gives one result'],
      'test/faults/writes.test.ts': [
        'is sent once and its outcome is unknown, however the reply is lost',
        'is sent again when no connection came about, and nothing was changed in the end',
      ],
    },
  },
  2: {
    what: 'the reply of a creation is lost: unknown, named, and never made twice',
    tests: {
      'test/faults/processes.test.ts': ['is called unknown, with the way to find out, which makes no second one'],
      'test/faults/writes.test.ts': ['is sent once and its outcome is unknown, however the reply is lost'],
    },
  },
  3: {
    what: 'answers that are cut, empty, damaged or of somebody else: an error in words, never a part as if it were the whole',
    tests: {
      'test/faults/reads.test.ts': [
        'that meets nothing but ${how} fails in a clear sentence',
        'of a list that breaks on its second page gives no list',
        'that meets a web page says so, and not that there is nothing',
      ],
      'test/faults/network.test.ts': ['that wants a password ends a call at once, in words, without the password'],
    },
  },
  4: {
    what: 'Retry-After in all its forms, caps and the total time, by a clock that does not wait',
    tests: {
      'test/faults/reads.test.ts': [
        'with ${what} in Retry-After of a ${status}',
        'grows, has an upper bound, and ends with the total time',
        'is the same when the address is throttled, which is a 400',
      ],
    },
  },
  5: {
    what: 'answers that drip, that never end, and of one line of ten megabytes',
    tests: {
      'test/faults/reads.test.ts': [
        'that stops in the middle ends with the limit between two pieces',
        'that sends a byte now and then, for ever, ends with the limit of the whole',
        'with one line of ten megabytes is read',
      ],
    },
  },
  6: {
    what: 'certificates, authorities, proxies',
    tests: {
      'test/faults/network.test.ts': [
        'of nobody we know is not, and nothing is sent',
        'of an authority that was given with --ca-file is accepted',
        'of an authority in NODE_EXTRA_CA_CERTS is accepted, also beside one of --ca-file',
        'is found in every spelling, the small letters first',
        'is ${wanted ? ',
        'that wants a password ends a call at once, in words, without the password',
      ],
    },
  },
  7: {
    what: 'a redirect takes neither signature nor token along',
    tests: {
      'test/faults/reads.test.ts': ['is not followed: neither the signature nor a token reaches another host'],
    },
  },
  8: {
    what: 'no such host, nobody listening, IPv6',
    tests: {
      'test/faults/reads.test.ts': ['${what}: nothing was changed'],
      'test/faults/exits.test.ts': ['${exit} (${outcome}): ${what}'],
    },
  },
  9: {
    what: 'clocks that are wrong or jump, months and days in every time zone',
    tests: {
      'test/faults/clock.test.ts': [
        'by ${minutes} min is named, and a read is signed again with the server’s time, once',
        'that jumps in the middle of a list loses no row and gives none twice',
        'are those of UTC+8 in every time zone: ${what}',
      ],
    },
  },
  10: {
    what: 'lists that change while they are read, and totals that lie',
    tests: {
      'test/faults/clock.test.ts': [
        'is called so: ${effect}',
        'gives ${limit} different rows for --limit ${limit}',
        'is broken when the server counts more than it gives, however often it is asked',
        'is asked for again when it gives less than it counts, and is whole then',
        'is called so when rows come twice',
      ],
    },
  },
  11: {
    what: 'sums of 100,000 amounts, ids of 19 digits, null and empty, unknown codes',
    tests: {
      'test/faults/data.test.ts': [
        'a hundred thousand amounts, refunds among them, add up as whole numbers do',
        'ids of 19 digits, null, absent and empty values come out as they came in',
        'a code that nobody knows is shown as it is',
      ],
    },
  },
  12: {
    what: 'text of every script and with every control character, on terminals of every width',
    tests: {
      'test/faults/data.test.ts': [
        'of any kind leaves a terminal of ${columns} columns in order: no line is too long, nothing is obeyed',
        'of any kind is obeyed by no terminal as ${format}',
      ],
      'test/cli/output/terminal.test.ts': [
        'loses escape sequences and control characters, keeps letters of all scripts',
      ],
    },
  },
  13: {
    what: 'CSV out and in again, in every dialect, without formulas',
    tests: {
      'test/faults/data.test.ts': [
        'of random cells is read by another parser as it was written, and no cell is a formula',
        'of random cells is read from every dialect that a spreadsheet writes',
      ],
      'test/cli/output/terminal.test.ts': ['is no formula, and a plain number stays one'],
      'test/office/spreadsheet.test.ts': [
        'keeps ids as text, zeros and all 19 digits included',
        'keeps names of all scripts, and runs none of them',
      ],
    },
  },
  14: {
    what: 'reconciliation of ledgers with known differences: every one found, none invented',
    tests: {
      'test/bills/reconcile/reconcile.test.ts': [
        'is never accused when it is clean',
        '%s is found and named, and nothing else',
        'a month without a bill is not comparable, and nothing is called different',
        'an empty file is not clean',
      ],
    },
  },
  15: {
    what: 'killed at any row of an import, at any page of an export',
    tests: {
      'test/faults/killed.test.ts': ['are each created exactly once, killed ${KILLS} times with faults on the way'],
      'test/faults/export.test.ts': ['$name, $kills times: the bytes are those of an undisturbed run'],
      'test/bulk/job.test.ts': ['goes on after a crash at any line of the journal, and no row is sent twice'],
      'test/bulk/journal.test.ts': ['lets nobody go on before a line is on the disk'],
    },
  },
  16: {
    what: 'signals during a question, a spinner, a write, a list; the terminal is as it was',
    tests: {
      'test/faults/processes.test.ts': [
        'lets the write under way finish and tells how it ended; nothing else begins',
        'a second time ends the program at once, and the log shows a write whose end is not known',
        '${signal} while a question stands ends with ${exit}, and the terminal is as it was',
        '${signal} while a list is read ends with ${exit}, and leaves no file',
      ],
      'test/faults/surroundings.test.ts': [
        '${signal}: rows under way end, the cursor is there again, and the exit code is ${exit}',
      ],
    },
  },
  17: {
    what: 'ten processes at once on one configuration, one cache, one log, one file of rows',
    tests: {
      'test/faults/processes.test.ts': [
        'write one audit log: no line is torn, none is lost, the chain holds',
        'use one cache of keys',
        'change one configuration: every profile is there, and it can always be read',
        'with one file of rows: one works, nine are refused',
      ],
      'test/lock.test.ts': ['has one owner, who is named, until it is given back'],
    },
  },
  18: {
    what: 'full disks, folders that cannot be written, files that others may read, themselves or through links',
    tests: {
      'test/faults/processes.test.ts': [
        'in the result is an error, and the file of the last time stays',
        'a configuration that others may read, itself or through a link, is refused',
        'without a home folder the program says what to set',
      ],
      'test/faults/surroundings.test.ts': [
        'that cannot be written say so, and a write that cannot be noted is not sent',
        'whose configuration belongs to another user are not trusted',
        'that is full ends an export with its reason, and nothing has the final name',
      ],
    },
  },
  19: {
    what: 'closed pipes, no terminal, a dumb one, a narrow one, NO_COLOR, CI',
    tests: {
      'test/faults/surroundings.test.ts': [
        'that is read to its first line only is no error',
        'that is closed from the start hides neither a failure nor a write',
        'that is dumb gets no escape sequences, no spinner, and no question it could not show',
        'with NO_COLOR gets none, with colour otherwise',
        'of a CI machine is asked nothing: a missing value names its flag',
        'of 20 columns still shows every row',
      ],
      'test/faults/processes.test.ts': ['does not stop rows on their way, nor hide how they ended'],
    },
  },
  20: {
    what: 'a configuration that cannot be read never means another profile',
    tests: {'test/faults/processes.test.ts': ['a configuration ${what} never means another profile']},
  },
  21: {
    what: 'secrets in no output, file, log, process list, nor in the environment of what is started',
    tests: {
      'test/faults/secrets.test.ts': [
        'is found in no output, file, log or process list',
        'is not in the process list while the program runs',
        'is not given to the programs that are started',
      ],
    },
  },
  22: {
    what: 'a credential_process that hangs, floods, fails or prints what is no key',
    tests: {'test/faults/secrets.test.ts': ['that ${what} is an error, and what it printed is not shown']},
  },
  23: {
    what: 'a keychain that is missing, locked, hanging, dying',
    tests: {
      'test/faults/secrets.test.ts': ['that ${what} is an error, and the secret is never put into the file instead'],
    },
  },
  24: {
    what: 'the sandbox asks nobody else, the real profile never asks the sandbox',
    tests: {
      'test/faults/processes.test.ts': [
        'the sandbox asks nobody but this machine, whatever the proxy says',
        'a profile for the real platform never ends at the sandbox by itself',
        'a key is not sent over plain http to another machine, even if the file says so',
      ],
    },
  },
  25: {
    what: 'one tenant after another sees nothing of the first',
    tests: {
      'test/faults/processes.test.ts': ['one partner never sees what is another partner’s, cached keys included'],
    },
  },
  26: {
    what: 'Huawei’s own SDK does not notice the difference; every operation answers as the contract says',
    tests: {
      'test/sandbox/official-sdk.test.ts': [
        'lists, changes and reads back',
        'reads a customer’s bill with a temporary key',
      ],
      'test/sandbox/operations.test.ts': ['answers a valid request as the contract says'],
    },
  },
  27: {
    what: 'made-up requests for every endpoint: never an internal error',
    tests: {'test/sandbox/fuzz.test.ts': ['every operation answers everything in the API’s form']},
  },
  28: {
    what: 'what an older version wrote is read',
    tests: {
      'test/faults/older.test.ts': [
        'has its customer, whose budget has the digits that were typed',
        'goes out as it came in',
      ],
      'test/sandbox/tools.test.ts': [
        'of the first layout is still read',
        'of a newer version is refused and left alone',
      ],
    },
  },
  29: {
    what: 'each guard has a test that fails without it',
    tests: {
      'test/faults/index.test.ts': [
        'has a guard for each test that has one, and each guard stands where it is said to',
      ],
    },
  },
  30: {
    what: 'the package: its files, no scripts, a bill of materials, installed from the tarball, on every Node',
    tests: {
      'test/e2e/package.test.ts': [
        'has what it should, and nothing else',
        'runs no script of its own when it is installed',
        'is released with checksums, notes, and a bill of materials with every package and its version',
      ],
      'test/e2e/smoke.test.ts': ['exports last month to a CSV file whose sum is the printed one'],
    },
  },
}
