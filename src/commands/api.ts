import {readFileSync} from 'node:fs'
import {Args, Flags} from '@oclif/core'
import {operationTable, type Service} from '../api/contract/contract.js'
import {parseJson, stringifyJson} from '../api/json.js'
import {encode} from '../api/sign.js'
import {customerFlag, PartnerCommand} from '../cli/command.js'
import {writeFlags} from '../cli/flags.js'
import {readStandardInput} from '../cli/input/stdin.js'
import {jsonText} from '../cli/output/output.js'
import type {View} from '../cli/output/view.js'
import {currentRun} from '../cli/run.js'
import {usage} from '../failure.js'

const view: View<unknown> = {columns: [], screen: row => `${jsonText(row, 2)}\n`}

export default class ApiCommand extends PartnerCommand<unknown> {
  static override summary = 'Send one signed request to any path of the API'
  static override description =
    `The way out for everything that has no command of its own. The answer is printed as it came.
A POST that the contract does not know is treated as a write: it is not sent again when its outcome is unclear.`
  static override examples = [
    '<%= config.bin %> api GET "/v2/bills/partner-bills/postpaid-bill-summary?bill_cycle=2026-10" --profile sandbox',
    `<%= config.bin %> api POST /v2/partners/sub-customers/query -d '{"limit": 5}' --profile sandbox`,
    '<%= config.bin %> api POST /v2/partners/sub-customers/query --all --profile sandbox',
  ]
  static override args = {
    method: Args.string({
      ignoreStdin: true,
      required: true,
      description: 'HTTP method',
      parse: async text => text.toUpperCase(),
      options: ['GET', 'POST', 'PUT', 'DELETE', 'get', 'post', 'put', 'delete'],
    }),
    path: Args.string({ignoreStdin: true, required: true, description: 'path with query, from the first slash on'}),
  }
  static override flags = {
    ...writeFlags,
    data: Flags.string({char: 'd', summary: 'JSON body, @file, or - for stdin'}),
    all: Flags.boolean({summary: 'read every page and print all items as one list'}),
    ...customerFlag,
  }

  async run(): Promise<unknown> {
    const {args, flags} = await this.parse(ApiCommand)
    if (!args.path.startsWith('/')) throw usage('the path must begin with /', 'The host comes from the profile')
    const url = new URL(args.path, 'http://path')
    const query = [...url.searchParams] as [string, string][]
    const body = await readData(flags.data)
    const as = await this.customer(false)
    const match = findOperation(args.method, url.pathname)
    if (flags.all) {
      if (!match?.paging) throw usage('--all needs a path that the contract knows as a list')
      const input = {...Object.fromEntries(query), ...((body as object) ?? {})}
      return this.present(this.api.list(match.id as 'ListSubCustomers', input, {as}), {
        columns: [{name: 'item', value: row => stringifyJson(row)}],
      })
    }
    const {response, data} = await this.api.raw(
      {
        service: match?.service ?? serviceOf(url.pathname),
        effect: match?.effect ?? (args.method === 'GET' ? 'read' : 'write'),
        success: match?.success,
        method: args.method,
        path: encodedPath(url.pathname),
        query,
        headers: {'content-type': 'application/json'},
        body: Buffer.from(body === undefined ? '' : stringifyJson(body)),
      },
      {as},
    )
    if (data !== undefined) return this.present(data, view)
    if (response.body.length > 0) await currentRun().write(response.body)
    else this.note(`${response.status}, no body`)
    return undefined
  }
}

/** The path as it is signed and sent. A slash that was typed as %2F belongs to its part, and stays so. */
function encodedPath(path: string): string {
  try {
    return path
      .split('/')
      .map(part => encode(decodeURIComponent(part)))
      .join('/')
  } catch {
    throw usage('the path has an escape that is none', 'Write a percent sign that is meant as such as %25')
  }
}

async function readData(flag: string | undefined): Promise<unknown> {
  if (flag === undefined) return undefined
  const text =
    flag === '-' ? await readStandardInput() : flag.startsWith('@') ? readFileSync(flag.slice(1), 'utf8') : flag
  try {
    return parseJson(text)
  } catch (error) {
    throw usage(`--data is not JSON: ${(error as Error).message}`)
  }
}

const serviceOf = (path: string): Service =>
  /^\/v2(\.0)?\/servicerequest\//.test(path)
    ? 'osm'
    : /^\/v3(\.0)?\/(auth|projects|OS-CREDENTIAL)\b/.test(path)
      ? 'iam'
      : 'bss'

function findOperation(method: string, path: string) {
  for (const [id, operation] of Object.entries(operationTable().operations)) {
    if (operation.method !== method) continue
    const pattern = operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')
    if (new RegExp(`^${pattern}/?$`).test(path)) return {id, ...operation}
  }
  return undefined
}
