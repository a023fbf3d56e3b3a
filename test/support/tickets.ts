// A support desk on the command line, for tests: a sandbox whose clock stands, and what one does with tickets.
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {cli, cliJson, emptyHome} from './cli.js'
import {type TestSandbox, testSandbox} from './sandbox.js'

/** A step of the support engineer, in seconds on the sandbox's clock. */
export const STEP = 120

export const answers = [
  ['resource', 'i-1'],
  ['start', '07:40 UTC'],
  ['symptom', 'SSH times out'],
  ['business', 'customers cannot order'],
  ['changes', 'none'],
].flatMap(([question, answer]) => ['--answer', `${question}=${answer}`])

const regions = {intl: 'ap-southeast-3', eu: 'eu-west-101', cn: 'cn-south-1'}

export class TicketDesk {
  private constructor(
    readonly home: string,
    readonly sandbox: TestSandbox,
  ) {}

  static async open(options: Parameters<typeof testSandbox>[0] = {}): Promise<TicketDesk> {
    const home = emptyHome()
    const sandbox = await testSandbox({clock: '2026-11-18T04:00:00Z', ...options})
    await sandbox.admin('PUT', '/clock', {frozen: true})
    return new TicketDesk(home, sandbox)
  }

  /** Lets the engineer take so many steps. */
  steps(count: number): Promise<unknown> {
    return this.sandbox.admin('POST', '/clock/advance', {seconds: count * STEP})
  }

  file(name: string, content: string | Buffer): string {
    const path = join(this.home, name)
    writeFileSync(path, content, {mode: 0o600})
    return path
  }

  /** A fault, which support asks questions about. */
  async fault(...more: string[]): Promise<string> {
    const region = regions[this.sandbox.info.site]
    const facts = ['--product', 'ECS', '--problem', 'bt-down-ecs', '--region', region, '--param', 'resource_id=i-1']
    // The template of the China site asks in Chinese.
    const text = this.sandbox.info.site === 'cn' ? ['--free-text', '-d', 'SSH times out'] : answers
    return this.created(['ticket', 'create', ...facts, ...text, ...more])
  }

  /** A question, which is answered at once. Words in brackets steer the engineer. */
  question(text = 'What is this charge?', ...more: string[]): Promise<string> {
    const facts = ['--product', 'billing', '--problem', 'bt-charge-billing', '--free-text', '-d', text]
    return this.created(['ticket', 'create', ...facts, ...more])
  }

  private async created(words: string[]): Promise<string> {
    return (await cliJson<{incident_id: string}>([...words])).incident_id
  }

  async status(id: string, ...more: string[]): Promise<number> {
    return (await cliJson<{status: number}>(['ticket', 'status', id, ...more])).status
  }

  /** The requests that the sandbox got since a moment, by operation. */
  async requests(): Promise<{operation: string; method: string; request_body: string; query: string}[]> {
    const answer = await this.sandbox.admin<{requests: never[]}>('GET', '/requests?limit=5000')
    return answer.requests
  }

  async run(...words: string[]) {
    return cli(words)
  }
}
