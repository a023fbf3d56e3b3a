// Which operations a command line sent: read from what --debug says, against the contract.
import {operationTable, type Site} from '../../src/api/contract/contract.js'
import {cli, type Ran} from './cli.js'

const patterns = () =>
  Object.entries(operationTable().operations).map(([id, {method, path}]) => ({
    id,
    // `{order_id}` stands for one part of a path.
    test: new RegExp(
      `^debug: ${method} http://[^/]+${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/?]+')}(\\?|\\s)`,
    ),
  }))

export interface Traced extends Ran {
  operations: Set<string>
}

/** Runs a command line on a site of the sandbox, and tells which operations it sent. */
export async function traced(line: string[], site: Site): Promise<Traced> {
  process.env.PARTNERCTL_SANDBOX_SITE = site
  process.env.PARTNERCTL_DEBUG = '1'
  try {
    const ran = await cli([...line, '--profile', 'sandbox'])
    const known = patterns()
    const operations = new Set<string>()
    for (const text of ran.stderr.split('\n')) {
      for (const {id, test} of known) if (test.test(text)) operations.add(id)
    }
    return {...ran, operations}
  } finally {
    delete process.env.PARTNERCTL_DEBUG
    delete process.env.PARTNERCTL_SANDBOX_SITE
  }
}

/** The words of a command line; what stands in double quotes is one word. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!,
  )
