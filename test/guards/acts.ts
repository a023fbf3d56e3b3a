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
    what: 'a group that has a name may hold others',
    file: 'src/files.ts',
    take: ' || isNamedGroup(gid)',
    put: '',
    test: ['test/faults/container.test.ts', 'a group that the image names may hold others'],
  },
  {
    what: 'a user without a name starts the program',
    file: 'bin/run.js',
    take: "env.SHELL ??= '/bin/sh'",
    put: '{}',
    test: ['test/faults/container.test.ts', 'a user without a name, a home and a shell'],
  },
]
