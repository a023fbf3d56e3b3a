// Guards of what is published and of where it runs.
import type {Guard} from './guard.js'

const pack = (title: string): Guard['test'] => ['test/e2e/package.test.ts', title]

export const packaging: Guard[] = [
  {
    what: 'what is bundled is not installed beside it',
    file: 'package.json',
    take: '"dependencies": {',
    put: '"dependencies": {\n    "pdfkit": "0.20.2",',
    test: pack('installs on every Node that it promises to run on, and nothing large'),
  },
  {
    what: 'no Node is promised that nobody installs on',
    file: 'test/e2e/package.test.ts',
    take: "const promised = ['20.17.0',",
    put: "const promised = ['20.16.0', '20.17.0',",
    test: pack('installs on every Node that it promises to run on, and nothing large'),
  },
  {
    what: 'the types of the sandbox come with all that they name',
    file: 'package.json',
    take: '    "dist/types/sandbox/world/model.d.ts",\n',
    put: '',
    test: pack('has what it should, and nothing else'),
  },
  {
    what: 'the pages that pages point to come with them',
    file: 'package.json',
    take: '    "docs",\n',
    put: '',
    test: pack('has what it should, and nothing else'),
  },
  {
    what: 'names that Windows takes for something else are refused where anything is written',
    file: 'src/cli/command.ts',
    take: 'for (const path of this.#named(parsed, true)) checkName(path)',
    put: '',
    test: ['test/file-name.test.ts', 'does not write to it'],
  },
  {
    what: 'a \\ ends a folder as a / does',
    file: 'src/file-name.ts',
    take: '/[\\\\/]$/.test(path) || statSync',
    put: '/\\/$/.test(path) || statSync',
    test: ['test/file-name.test.ts', 'a folder is what ends as one'],
  },
  {
    what: 'a script of cmd is started by cmd',
    file: 'src/windows.ts',
    take: 'if (!/\\.(cmd|bat)$/i.test(file)) return',
    put: 'return',
    test: ['test/windows/elsewhere.test.ts', 'that is a script is given to cmd'],
  },
  {
    what: 'a file whose readers nobody knows is not called private',
    file: 'src/cli/topics/profile/secret-places.ts',
    take: "if (!readers) return 'who may read it cannot be checked'",
    put: 'if (!readers) return undefined',
    test: ['test/windows/elsewhere.test.ts', 'that cannot be looked at is not called good'],
  },
  {
    what: 'a keychain that answers is offered first',
    file: 'src/commands/profile/add.ts',
    take: 'if (!this.prompts.mayAsk) return false',
    put: 'if (this.prompts) return false',
    test: ['test/profiles/keychain.test.ts', 'Enter takes the keychain'],
  },
  {
    what: 'a secret that is in the keychain is not written into a file',
    file: 'src/commands/profile/add.ts',
    take: 'flags.keychain ?? (profile.keychain || (',
    put: 'flags.keychain ?? ((',
    test: ['test/profiles/keychain.test.ts', 'a secret that is in the keychain is replaced there'],
  },
  {
    what: 'no secret goes where it is lost when the machine starts anew',
    file: 'src/profiles/keychain-child.ts',
    take: ", {linux: {store: 'secret-service'}}",
    put: ', {linux: {}} as never',
    test: ['test/profiles/keychain.test.ts', 'a secret that is in the keychain is replaced there'],
  },
  {
    what: 'Ctrl-Break is an interrupt',
    file: 'src/cli/interrupt.ts',
    take: "if (process.platform === 'win32') on('SIGBREAK', 'interrupted')",
    put: '',
    test: ['test/windows/elsewhere.test.ts', 'Ctrl-Break interrupts'],
  },
]
