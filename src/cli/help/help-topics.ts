// Help that is about no single command: `partnerctl help exit-codes`.
import {exitCodes} from '../exit-codes.js'
import {alignedLines} from '../output/lines.js'

interface HelpTopic {
  summary: string
  text(): string
}

const environment: [string, string][] = [
  ['PARTNERCTL_PROFILE', 'profile to use where --profile is not given'],
  ['PARTNERCTL_CUSTOMER', 'customer that reads are about where none is typed; a write wants it typed'],
  [
    'PARTNERCTL_PAGER',
    'program that shows lists longer than the terminal; PAGER where it is not set, none with NO_PAGER',
  ],
  ['PARTNERCTL_ACCESS_KEY_ID', 'access key instead of the one of the profile, with:'],
  ['PARTNERCTL_SECRET_ACCESS_KEY', 'its secret'],
  ['PARTNERCTL_SECURITY_TOKEN', 'the token that belongs to a temporary key'],
  ['PARTNERCTL_AUTH_TOKEN', 'an IAM token instead of a key'],
  ['PARTNERCTL_SITE', 'intl, eu or cn: with keys in the environment a profile without a file, "environment"'],
  ['PARTNERCTL_DOMAIN_ID', "the partner's account id, with keys in the environment"],
  ['PARTNERCTL_XACCOUNT_TYPE', 'platform id given by Huawei, with keys in the environment'],
  ['PARTNERCTL_ENDPOINT_BSS', 'other origin, also _OSM and _IAM; only for keys in the environment'],
  ['PARTNERCTL_CONFIG_DIR', 'folder of the profiles; XDG_CONFIG_HOME/partnerctl when absent'],
  ['PARTNERCTL_DATA_DIR', 'folder of the sandbox, journals and the audit log; XDG_DATA_HOME/partnerctl'],
  ['PARTNERCTL_CACHE_DIR', 'folder of what may be deleted at any time; XDG_CACHE_HOME/partnerctl'],
  ['PARTNERCTL_DEBUG', '1: requests, times and request ids on stderr'],
  ['PARTNERCTL_SANDBOX_SITE', 'site that the sandbox plays: intl, eu or cn'],
  ['PARTNERCTL_SANDBOX_SCENARIO', 'world of the sandbox: empty, tiny, small, large or messy'],
  ['PARTNERCTL_SANDBOX_SEED', 'the same number gives the same world'],
  ['PARTNERCTL_SANDBOX_CLOCK', 'time at which a new sandbox begins'],
  ['PARTNERCTL_SANDBOX_URL', '--server of the sandbox commands: where a sandbox listens that runs already'],
  ['NO_COLOR', 'any value: no colours'],
  ['CI', 'any value: no questions and no spinners'],
]

const output = `stdout carries data, stderr everything else: notes, progress, errors. A pipe gets data only.

  -o table    for people: aligned on a terminal, tab-separated and whole in a pipe
  -o csv      RFC 4180 with a heading; --bom for Excel; a cell that a spreadsheet would run as a formula is made harmless
  -o json     one document; an error is one JSON line on stderr
  -o jsonl    one JSON value a line, as it comes
  -o yaml     one document

Tables show words ("pending payment"), CSV and JSON the API's values ("6"). Amounts have the digits that came.

  --columns a,b           these columns, in this order; all of them with --columns all
  --filter status=frozen  rows that match; also != ~ > >= < <=; values and words both match
  --sort -amount,name     reads all rows first
  --query EXPRESSION      JMESPath over the JSON
  --limit N, --all        how many rows; a list that was cut says so on stderr`

const times = `Bill cycles and the days of bills are cut in UTC+8, whatever the time zone of this machine. Timestamps are UTC.

  cycle   2026-10, last-month, this-month
  day     2026-10-03, today, yesterday, -7d, -2w, -3m, 2026-10 (its first or last day)
  time    the same, and 2026-10-03T12:00:00Z, -12h, now`

const names = `A customer is named by its account name, a part of it that only one has, or its id; a reseller and a cloud service likewise
(ecs, "Elastic Cloud Server" and hws.service.type.ec2 are the same). Where several fit, nothing is done and they are listed.

The words of an enumeration are the contract's: --status pending-payment. The API's own value (6) and the beginning of a word (pending) are understood, too;
several values are separated by commas.`

/** By name, as it is typed after \`help\`. */
export const helpTopics: Record<string, HelpTopic> = {
  'exit-codes': {
    summary: 'what the exit code of a command says',
    text: () =>
      alignedLines(
        Object.values(exitCodes).map(({exit, meaning}) => [String(exit), meaning]),
        ['right', 'left'],
      ).join('\n'),
  },
  environment: {summary: 'variables that change what a command does', text: () => alignedLines(environment).join('\n')},
  output: {summary: 'formats, columns, filters, paging', text: () => output},
  times: {summary: 'cycles, days and times, and their zones', text: () => times},
  names: {summary: 'how customers, services and values are named', text: () => names},
}
