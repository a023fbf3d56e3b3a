// Guards of the house: a planted breach of each rule of test/architecture.test.ts.
import type {Guard} from './guard.js'

const law = (title: string): Guard['test'] => ['test/architecture.test.ts', title]

export const house: Guard[] = [
  {
    what: 'a room imports only what its line allows',
    file: 'src/products/units.ts',
    take: "import type {Api} from '../api/client.js'",
    put: "import type {Api} from '../api/client.js'\nimport '../cli/main.js'",
    test: law('has arrows that point one way'),
  },
  {
    what: 'types obey the arrows, too',
    file: 'src/products/units.ts',
    take: "import type {Api} from '../api/client.js'",
    put: "import type {Api} from '../api/client.js'\nimport type {Sandbox} from '../sandbox/index.js'",
    test: law('has arrows that point one way'),
  },
  {
    what: 'the ground imports the ground only',
    file: 'src/counted.ts',
    take: '// A number of things, in words.',
    put: "import './sandbox/index.js'",
    test: law('has arrows that point one way'),
  },
  {
    what: 'a command does not import the emulator',
    file: 'src/commands/bill/summary.ts',
    take: "import {PartnerCommand} from '../../cli/command.js'",
    put: "import {PartnerCommand} from '../../cli/command.js'\nimport '../../sandbox/index.js'",
    test: law('has arrows that point one way'),
  },
  {
    what: 'a folder stands in the table',
    file: 'test/architecture.test.ts',
    take: "  products: ['api api/contract', 'decimal failure'],\n",
    put: '',
    test: law('has a line for every room, and a room for every line'),
  },
  {
    what: 'a command loads no heavy package at its start',
    file: 'src/commands/bill/summary.ts',
    take: "import {PartnerCommand} from '../../cli/command.js'",
    put: "import {PartnerCommand} from '../../cli/command.js'\nimport 'csv-stringify/sync'",
    test: law('loads heavy packages only when they are used'),
  },
  {
    what: 'nor does anything that it imports',
    file: 'src/customers/find.ts',
    take: '// Customers by what operators call them: an id or an account name.',
    put: "import 'node-forge'\n// Customers by what operators call them: an id or an account name.",
    test: law('loads heavy packages only when they are used'),
  },
  {
    what: 'no circle of imports, of types neither',
    file: 'src/failure.ts',
    take: '// How anything ends that did not end well',
    put: "import type {Cycle} from './cycle.js'\n// How anything ends that did not end well",
    test: law('has no circle'),
  },
  {
    what: 'comments fit on a page',
    file: 'src/counted.ts',
    take: '// A number of things, in words.',
    put: `// ${'wide '.repeat(30)}`,
    test: law('has comments that fit on a page'),
  },
]
