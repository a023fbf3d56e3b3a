// Examples of help texts that need something before them, in an order in which each works as it is printed.
import {appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, afterEach, beforeAll, beforeEach, expect, it, vi} from 'vitest'
import {startSandbox} from '../../src/sandbox/index.js'
import {cliJson, emptyHome} from '../support/cli.js'
import {examples, notAlone} from '../support/examples.js'
import {wordsOf} from '../support/operations.js'
import {onTerminal, screen} from '../support/terminal.js'

/** A line of a story: an example word by word, or (with `given`) what has to be there before. */
type Step = string | {line: string; exit?: number; as?: string} | {given: () => void | Promise<void>}

/** Words that stand for what the world has. */
const names: Record<string, string> = {}
const NOW = '2026-11-18T04:00:00Z'
let folder: string
const started = process.cwd()

beforeAll(() => {
  vi.useFakeTimers({toFake: ['Date'], now: new Date(NOW)})
})
afterAll(() => {
  vi.useRealTimers()
})
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partnerctl-story-'))
  process.chdir(folder)
  emptyHome({PARTNERCTL_SANDBOX_CLOCK: NOW, PARTNERCTL_PROFILE: 'sandbox', NO_COLOR: '1'})
})
afterEach(() => {
  process.chdir(started)
  rmSync(folder, {recursive: true, force: true})
})

const file = (name: string, content: string) => {
  mkdirSync(dirname(join(folder, name)), {recursive: true})
  writeFileSync(join(folder, name), content, {mode: 0o600})
}

const stories: Record<string, Step[]> = {
  'the month’s end': [
    'partnerctl bill export --cycle last-month --profile sandbox',
    'partnerctl bill export --cycle last-month --format parquet --out bills/',
    'partnerctl bill export --columns customer_id,cloud_service_type_name,amount,currency --out -',
    'partnerctl bill export --format parquet --out bills/ --since-last',
    'partnerctl bill export --split customer --excel --out statements/',
    {given: () => rmSync(join(folder, 'statements'), {recursive: true})},
    'partnerctl pricebook init --from-customers --profile sandbox',
    {given: () => rmSync(join(folder, 'pricebook.yaml'))},
    'partnerctl pricebook init',
    'partnerctl pricebook init prices/2026.yaml',
    {
      given: () => {
        const book = readFileSync(join(folder, 'pricebook.yaml'), 'utf8')
        writeFileSync(join(folder, 'pricebook.yaml'), book.replace('name: Your company', 'name: Meridian Cloud'))
      },
    },
    'partnerctl pricebook check',
    'partnerctl pricebook test prices/2026.yaml',
    'partnerctl pricebook explain --field cloud_service_type=hws.service.type.ec2 --field official_amount=10 --field amount=8',
    {
      given: () => {
        const [heading, row] = readFileSync(join(folder, 'bills-2026-10.csv'), 'utf8').split('\r\n')
        names['RECORD-ID'] = row!.split(',')[heading!.split(',').indexOf('id')]!
      },
    },
    'partnerctl pricebook explain RECORD-ID --records bills-2026-10.csv',
    {given: () => file('old.yaml', readFileSync(join(folder, 'pricebook.yaml'), 'utf8'))},
    {given: () => file('new.yaml', readFileSync(join(folder, 'pricebook.yaml'), 'utf8'))},
    'partnerctl pricebook diff old.yaml new.yaml --records bills-2026-10.csv',
    'partnerctl bill rate --cycle last-month --book pricebook.yaml --profile sandbox',
    'partnerctl bill rate bills-2026-10.csv --book pricebook.yaml --out rated/',
    'partnerctl bill rate bills-2026-10.csv --unmatched cost -o json',
    'partnerctl bill rate bills/bill_cycle=2026-10 --engine duckdb --out rated.parquet',
    {line: 'partnerctl bill export --cycle 2026-09'},
    {line: 'partnerctl bill rate bills-2026-09.csv --book pricebook.yaml'},
    'partnerctl bill report rated-2026-10.csv',
    'partnerctl bill report rated-2026-10.csv --previous rated-2026-09.csv --out report-2026-10.html',
    'partnerctl bill statement rated-2026-10.csv --book pricebook.yaml --out statements/ --preview',
    'partnerctl bill statement rated-2026-10.csv --format pdf,xlsx',
    {line: 'partnerctl bill statement --register --customer andes-retail', exit: 3},
    {
      given: () => {
        const accounts =
          'accounts: {debtors: "1400", unbilled: "1410", revenue: {none: "8200"}, datev: {consultant: "1001", client: "1"}}'
        appendFileSync(join(folder, 'pricebook.yaml'), `\n${accounts}\n`)
      },
    },
    'partnerctl bill ledger statements/ --format csv --book pricebook.yaml',
    {line: 'partnerctl bill ledger statements/ --format csv --again'},
    'partnerctl bill ledger statements/ --format datev --cycle 2026-10 --out EXTF_2026-10.csv',
    'partnerctl bill ledger rated-2026-10.csv --accrual --book pricebook.yaml',
    'partnerctl bill status --cycle 2026-10 --records bills-2026-10.csv --profile sandbox',
    'partnerctl bill status --records bills-2026-10.csv --rated rated-2026-10.csv --statements statements/',
    {line: 'partnerctl bill rate bills-2026-10.csv --book pricebook.yaml --out rated-again.csv'},
    'partnerctl bill diff rated-2026-10.csv rated-again.csv --out corrections.csv --statements statements/',
    'partnerctl bill reconcile --cycle last-month --profile sandbox',
    'partnerctl bill reconcile bills-2026-10.csv --cycle 2026-10',
    {given: () => file('other-export.csv', readFileSync(join(folder, 'bills-2026-10.csv'), 'utf8'))},
    'partnerctl bill reconcile bills-2026-10.csv --against other-export.csv --cycle 2026-10',
    {
      line: 'partnerctl bill reconcile bills-2026-10.csv --rated rated-2026-10.csv --statements statements/ --cycle 2026-10',
    },
  ],
  'bill files': [
    'partnerctl bill export --source bill-file --profile sandbox',
    'partnerctl bill export --source bill-file --wait 10d',
    {
      given: () => {
        const record = 'customer_id,official_amount,amount\n0838c7268e805b4c0ffcc06a5a57a8c0,1.5,1.2\n'
        writeFileSync(join(folder, 'customerBill_202610.tar.gz'), gzipSync(record))
      },
    },
    'partnerctl bill export --source bill-file --from customerBill_202610.tar.gz --cycle 2026-10',
  ],
  'questions to bills': [
    {line: 'partnerctl bill export --format parquet --out bills/'},
    'partnerctl bill query "SELECT bill_cycle, currency, sum(amount) FROM bills GROUP BY ALL"',
    'partnerctl bill query "SELECT customer_id, quotient(sum(amount), count(*)) AS mean FROM bills GROUP BY ALL ORDER BY mean DESC" --limit 10',
    'partnerctl bill query "FROM bills WHERE amount < 0" --from bills/ --all -o csv --output-file refunds.csv',
    'partnerctl bill query "DESCRIBE bills" -o jsonl',
  ],
  'what changed since': [
    {line: 'partnerctl bill export --out old/bills-2026-10.csv'},
    {line: 'partnerctl bill export --out bills-2026-10.csv'},
    'partnerctl bill diff old/bills-2026-10.csv bills-2026-10.csv',
    {line: 'partnerctl bill export --format parquet --out bills/'},
    'partnerctl bill diff old/ bills/ --cycle 2026-10 --sums',
    'partnerctl bill diff old/bills-2026-10.csv bills-2026-10.csv --all --columns all -o csv --output-file corrections.csv',
  ],
  'a month in parts': [
    {line: 'partnerctl bill export --shard 1/2'},
    {line: 'partnerctl bill export --shard 2/2'},
    'partnerctl bill merge bills-2026-10.shard-1-of-2.csv bills-2026-10.shard-2-of-2.csv',
    {line: 'partnerctl bill export --shard 1/2 --format parquet --out east/'},
    {line: 'partnerctl bill export --shard 2/2 --format parquet --out west/'},
    'partnerctl bill merge east/ west/ --cycle last-month --out bills/',
    {line: 'partnerctl bill export --shard 1/2 --format parquet --out bills/'},
    {line: 'partnerctl bill export --shard 2/2 --format parquet --out bills/'},
    'partnerctl bill merge bills/',
  ],
  'many rows': [
    'partnerctl budget apply --template > budgets.csv',
    'partnerctl customer import --template > customers.csv',
    'partnerctl realname import --template > verifications.csv',
    'partnerctl budget watch --profile sandbox',
    {line: 'partnerctl customer create --name new-andes-retail --country PE --platform-user 1'},
    'partnerctl audit list',
    'partnerctl audit list --all --since 2026-11-01 --filter outcome!=done -o csv',
    'partnerctl audit verify',
    'partnerctl profile show sandbox',
    'partnerctl profile use sandbox',
    'partnerctl profile show',
    'partnerctl profile check --secrets',
  ],
  'a sandbox that runs': [
    {
      given: async () => {
        const sandbox = await startSandbox({clock: NOW})
        process.env.PARTNERCTL_SANDBOX_URL = new URL(sandbox.info.endpoints.bss).origin
        afterAll(() => sandbox.close())
      },
    },
    'partnerctl sandbox status',
    'partnerctl sandbox settings',
    'partnerctl sandbox settings reviewDelay=5 reviewOutcome=rejected',
    'partnerctl sandbox snapshot save before-rehearsal',
    'partnerctl sandbox snapshot list',
    'partnerctl sandbox fault add reply-lost --operation CreateSubCustomer --count 1',
    'partnerctl sandbox fault add throttled --retry-after 2 --probability 0.1',
    'partnerctl sandbox fault add none --delay 200ms',
    'partnerctl sandbox fault list',
    'partnerctl sandbox fault remove',
    {line: 'partnerctl customer create --name new-andes-retail --country PE --platform-user 1'},
    'partnerctl sandbox requests --operation CreateSubCustomer',
    'partnerctl sandbox requests --status 429 -o json',
    'partnerctl sandbox inbox',
    'partnerctl sandbox inbox --to owner@example.com -o json',
    'partnerctl sandbox export state.json',
    'partnerctl sandbox import state.json --yes',
    'partnerctl sandbox clock',
    'partnerctl sandbox clock --advance 3d',
    'partnerctl sandbox clock --set 2026-12-05T04:00:00Z',
    'partnerctl sandbox snapshot restore before-rehearsal',
    'partnerctl sandbox snapshot remove before-rehearsal',
    'partnerctl sandbox reset --yes',
  ],
  'single sign-on': [
    {given: () => void delete process.env.PARTNERCTL_PROFILE},
    'partnerctl sso link --profile sandbox',
    'partnerctl sso link --profile sandbox --service ecs --region ap-southeast-3 --qr',
    'partnerctl sso metadata create --sso-url https://shop.example.com/saml/sso --out idp',
    'partnerctl sso metadata create --sso-url https://shop.example.com/saml/sso --out idp --renew',
    'partnerctl sso settings --site intl',
    "partnerctl sso decode 'https://auth-intl.huaweicloud.com/authui/saml/login?xAccountType=ACME&isFirstLogin=false&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2Fiam%2F' --site intl",
    {given: () => file('idp-metadata.xml', readFileSync(join(folder, 'idp/idp-metadata.xml'), 'utf8'))},
    'partnerctl sso metadata check idp-metadata.xml',
    'partnerctl sso register --profile sandbox',
  ],
  'what support offers': [
    'partnerctl ticket agreement show --profile sandbox',
    'partnerctl ticket agreement show --type authorization --profile sandbox',
    'partnerctl ticket agreement sign --type authorization --yes --profile sandbox',
    'partnerctl ticket config account --profile sandbox',
    'partnerctl ticket config area-codes --profile sandbox',
    'partnerctl ticket config categories --profile sandbox',
    'partnerctl ticket config limits --profile sandbox',
    'partnerctl ticket config parameters bt-down-ecs --profile sandbox',
    'partnerctl ticket config problems --product cat-ecs --profile sandbox',
    'partnerctl ticket config products --name "elastic cloud" --profile sandbox',
    'partnerctl ticket config ratings --profile sandbox',
    'partnerctl ticket config regions --profile sandbox',
    'partnerctl ticket config severities --product cat-ecs --problem bt-down-ecs --profile sandbox',
    'partnerctl ticket config templates bt-down-ecs --profile sandbox',
    'partnerctl ticket config users --profile sandbox',
    'partnerctl ticket count --profile sandbox',
    'partnerctl ticket quota --product ECS --problem "cannot be used" --profile sandbox',
    'partnerctl ticket contact list --profile sandbox',
    'partnerctl ticket contact check ops@example.com --profile sandbox',
    'partnerctl ticket contact check +65-91234567 --profile sandbox',
    'partnerctl ticket contact send-code ops@example.com --profile sandbox',
    'partnerctl ticket label create production --color red --profile sandbox',
    'partnerctl ticket label list --profile sandbox',
    'partnerctl ticket privilege grant export --profile sandbox',
    'partnerctl ticket privilege list --profile sandbox',
    'partnerctl ticket privilege revoke export --yes --profile sandbox',
    'partnerctl ticket authorize list --status pending --profile sandbox',
  ],
  'the life of a ticket': [
    {
      given: async () => {
        const [customer] = await cliJson<{account_name: string}[]>('customer list --limit 1')
        names.CUSTOMER = customer!.account_name
        const tickets = await cliJson<{incident_id: string; status: number}[]>('ticket list --all')
        names['OLD-TICKET'] = tickets.find(one => one.incident_id)!.incident_id
        file('trace.log', '07:40 connection timed out\n')
        file('screen.png', 'a picture')
      },
    },
    {line: 'partnerctl ticket agreement sign --type create --yes', exit: -1},
    'partnerctl ticket attach upload trace.log screen.png --profile sandbox',
    {
      line: 'partnerctl ticket create --product ECS --problem "cannot be used" --region ap-southeast-3 --param resource_id=i-1 --answer resource=i-1 --answer start="07:40 UTC" --answer symptom="SSH times out" --answer business=none --answer changes=none --attach trace.log --accept-agreement -o json',
      as: 'TICKET',
    },
    'partnerctl ticket list --profile sandbox',
    'partnerctl ticket list --open --customer CUSTOMER --profile sandbox',
    'partnerctl ticket list --status waiting-for-your-feedback,to-be-confirmed-by-you --profile sandbox',
    'partnerctl ticket list --search timeout --since 30d --all -o csv --profile sandbox',
    'partnerctl ticket show TICKET --profile sandbox',
    'partnerctl ticket show TICKET --query "ticket.message_list[-1].content" --profile sandbox',
    'partnerctl ticket status TICKET --profile sandbox',
    'partnerctl ticket unread TICKET TICKET --profile sandbox',
    'partnerctl ticket history TICKET --profile sandbox',
    'partnerctl ticket messages TICKET --all -o json --profile sandbox',
    'partnerctl ticket messages TICKET --until now --limit 5 --profile sandbox',
    'partnerctl ticket attach list TICKET --profile sandbox',
    'partnerctl ticket attach list TICKET --urls -o json --profile sandbox',
    'partnerctl ticket attach download TICKET --out files --profile sandbox',
    {line: 'partnerctl ticket label create production --color red'},
    {line: 'partnerctl ticket label create billing'},
    'partnerctl ticket label add TICKET production billing --profile sandbox',
    'partnerctl ticket label remove TICKET billing --profile sandbox',
    'partnerctl ticket label update production --name prod --color "#aa0000" --profile sandbox',
    'partnerctl ticket link add TICKET OLD-TICKET --profile sandbox',
    'partnerctl ticket link list TICKET --profile sandbox',
    'partnerctl ticket link remove TICKET OLD-TICKET --profile sandbox',
    'partnerctl ticket param show TICKET --profile sandbox',
    'partnerctl ticket param set TICKET environment=production --profile sandbox',
    'partnerctl ticket reply TICKET "It happened again at 07:40 UTC" --attach trace.log --profile sandbox',
    'partnerctl ticket config account --customer CUSTOMER --profile sandbox',
    'partnerctl ticket config customer-regions --customer CUSTOMER --profile sandbox',
    'partnerctl ticket authorize agencies --customer CUSTOMER --profile sandbox',
    {
      given: async () => {
        const attached = await cliJson<{accessory_id: string}[]>(['ticket', 'attach', 'list', names.TICKET!])
        names.ATTACHMENT = attached[0]!.accessory_id
      },
    },
    'partnerctl ticket attach url ATTACHMENT --profile sandbox',
    'partnerctl ticket attach download TICKET ATTACHMENT --profile sandbox',
    {line: 'partnerctl ticket label create production --color red'},
    'partnerctl ticket label delete production --yes --profile sandbox',
    'partnerctl ticket export --status completed --out - --profile sandbox',
    'partnerctl ticket watch --once --customer CUSTOMER --profile sandbox',
    'partnerctl ticket export --since last-month --out tickets --profile sandbox',
    'partnerctl ticket cancel TICKET --note "Solved it ourselves" --yes --profile sandbox',
    'partnerctl ticket delete TICKET --yes --profile sandbox',
  ],
}

/** Ends of a ticket's life: each needs a ticket that is there yet. */
const waiting = 'waiting'
const ends: [string, string][] = [
  [waiting, 'partnerctl ticket close TICKET --yes --profile sandbox'],
  [waiting, 'partnerctl ticket close TICKET --score 5 --comment "Quick and right" --yes --profile sandbox'],
  [waiting, 'partnerctl ticket close TICKET --score timeliness=4 --score result=5 --yes --profile sandbox'],
  ['closed', 'partnerctl ticket rate TICKET --score 5 --profile sandbox'],
  [
    'closed',
    'partnerctl ticket rate TICKET --score timeliness=3 --score result=5 --comment "Late, but right" --profile sandbox',
  ],
]
for (const [status, line] of ends) {
  const given = async () => {
    const tickets = await cliJson<{incident_id: string}[]>('ticket list --status to-be-confirmed-by-you')
    names.TICKET = tickets[0]!.incident_id
  }
  stories[line] = [{given}, ...(status === waiting ? [] : [{line: 'partnerctl ticket close TICKET --yes'}]), line]
}

const shown = (step: Step): string | undefined => (typeof step === 'string' ? step : undefined)

/** Takes a step; tells what it showed. */
async function take(step: Step): Promise<string | undefined> {
  if (typeof step === 'object' && 'given' in step) {
    await step.given()
    return
  }
  const {line, exit = 0, as} = typeof step === 'string' ? {line: step, exit: 0, as: undefined} : step
  const [whole, into] = line.split(/ > (?=\S+$)/)
  const filled = whole!.replace(/(?<![\w-])[A-Z]+(?:-[A-Z]+)?(?![\w-])/g, word => names[word] ?? word)
  const ran = await onTerminal(wordsOf(filled.replace(/(\w+=)"([^"]*)"/g, '"$1$2"')).slice(1))
  if (exit >= 0)
    expect({line, exit: ran.exit, stderr: ran.exit === exit ? '' : ran.stderr}).toEqual({line, exit, stderr: ''})
  if (into) file(into, ran.stdout)
  if (as) names[as] = JSON.parse(ran.stdout).incident_id
  if (typeof step === 'string' && !measured.test(line)) return screen(line, ran)
}

/** Shows how long something took. */
const measured = /sandbox requests/

/** Stories whose screens are held, and the file of each. */
const held: Record<string, string> = {
  'the month’s end': 'bill-engine',
  'questions to bills': 'bill-query',
  'what changed since': 'bill-diff',
  'a month in parts': 'bill-merge',
  'many rows': 'audit',
  'a sandbox that runs': 'sandbox',
  'single sign-on': 'sso',
  'what support offers': 'ticket-config',
  'the life of a ticket': 'ticket',
}

/** Stories that read whole months: three customers tell them as well as sixty. */
const bills = ['the month’s end', 'what changed since', 'a month in parts']

it.each(Object.entries(stories))(
  '%s',
  async (name, steps) => {
    if (bills.includes(name)) process.env.PARTNERCTL_SANDBOX_SCENARIO = 'tiny'
    const shown: string[] = []
    for (const step of steps) shown.push((await take(step)) ?? '')
    const table = held[name]
    if (table)
      await expect(shown.filter(Boolean).join('\n')).toMatchFileSnapshot(`tables/${table.replace('-', '/')}.txt`)
  },
  120_000,
)

/** What no test can try as it is printed, and why. Other tests try these commands in other words. */
const left: [RegExp, string][] = [
  [/^(pbpaste|dmesg)\b|--clipboard|\| partnerctl|notify\.sh/, 'needs another program'],
  [/(sandbox|idp) start|requests --follow|bind-listener|ticket watch (TICKET|-o)/, 'runs until it is stopped'],
  [
    /profile add|profile remove|--profile acme|--platform ACME|andes-retail --credit-note|--register --customer/,
    "names the reader's own",
  ],
  [
    /--head 5f1d|--code 123456|--curl 12|SAMLRequest=\.\.\.|idp\.example\.com|:8482|respond -/,
    'has a value that is made then',
  ],
  [/ticket create --profile sandbox$|contact verify ops@example.com --profile/, 'asks on a terminal'],
  [/ticket contact set/, 'needs an address whose owner has given a code'],
  [
    /(import|apply|check) \S+\.(csv|xlsx)|--file ticket\.yaml|--policy|< logins\.csv|bill-details\.xlsx/,
    'reads a file of the reader',
  ],
  [/ticket urge/, 'needs a ticket that has waited a while'],
  [/--retry-failed/, 'needs an export in which something failed'],
  [/AUTHORIZATION|MESSAGE|remove ATTACHMENT/, 'needs an engineer who asks'],
  [/bill status|bill validate|bill diff rated|bill-details\.xlsx|--wait 10d/, 'reads files of the reader, or waits'],
  [/ticket create --customer/, 'stands in the life of a ticket, as one line'],
]

it('every example is tried alone or in a story, or it is known why not', async () => {
  const told = new Set(Object.values(stories).flatMap(steps => steps.map(shown)))
  const lines = (await examples()).map(({line}) => line)
  const untold = lines.filter(
    line => notAlone.test(line) && !told.has(line) && !left.some(([pattern]) => pattern.test(line)),
  )
  expect([...told].filter(line => line && !lines.includes(line))).toEqual([])
  expect(untold).toEqual([])
})
