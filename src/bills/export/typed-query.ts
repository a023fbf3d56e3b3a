// From what was typed to what is asked for.

import {siteNames} from '../../api/check.js'
import type {Api} from '../../api/client.js'
import {customerId} from '../../customers/find.js'
import {usage} from '../../failure.js'
import {formatOf} from '../formats/format-of.js'
import {type FormatName, formats, formatsThat} from '../formats/formats.js'
import {detailWords, wordOf} from '../records/source-names.js'
import {
  apiSources,
  type Detail,
  defaultSource,
  isDelivered,
  layoutOf,
  type Method,
  type SourceName,
} from '../records/sources.js'
import {parseShard} from './customers/billed.js'
import type {ExportQuery, Split} from './files/manifest.js'

export interface TypedQuery {
  cycle: string
  out?: string
  format?: FormatName
  source?: SourceName
  detail?: Detail
  split?: Split
  customer?: string[]
  columns?: string
  bom?: boolean
  excel?: boolean
  wide?: boolean
  focusDialect?: 'spec' | 'huawei'
  issuer?: string
  billingAccount?: string
  shard?: string
  sinceLast?: boolean
  /** What tells the file that is read from others. */
  from?: string
  method?: Method
  /** Which columns of a file are which, and what its amounts are in. */
  map?: Record<string, string>
  currency?: string
}

/** Flags that only some formats have a meaning for. */
const onlyFor: Partial<Record<keyof TypedQuery, {flag: string; formats: FormatName[]}>> = {
  excel: {flag: '--excel', formats: formatsThat(one => one.isCsv)},
  bom: {flag: '--bom', formats: formatsThat(one => one.isCsv)},
  wide: {flag: '--wide-decimals', formats: formatsThat(one => one.isColumnar)},
  focusDialect: {flag: '--focus-dialect', formats: formatsThat(one => one.isFocus)},
  issuer: {flag: '--issuer', formats: formatsThat(one => one.isFocus)},
  billingAccount: {flag: '--billing-account', formats: formatsThat(one => one.isFocus)},
}

/** Throws `usage` for what says nothing. */
function checkMeaning(typed: TypedQuery, format: FormatName): void {
  for (const [name, {flag, formats: fit}] of Object.entries(onlyFor)) {
    const value = typed[name as keyof TypedQuery]
    if (value !== undefined && value !== false && !fit.includes(format))
      throw usage(`${flag} goes with --format ${fit.join(' or ')}, not with ${format}`)
  }
}

/** Completes and checks what was typed. Throws `usage`. */
export async function exportQuery(api: Api, typed: TypedQuery): Promise<ExportQuery> {
  const {out, split, shard, excel = false} = typed
  const {format, gzip} = formatOf(out, typed.format)
  checkMeaning(typed, format)
  const {isFocus, joins} = formats[format]
  if (shard) {
    parseShard(shard)
    if (joins === 'nothing')
      throw usage(`parts of ${format} cannot be joined`, 'Use csv, jsonl, json or parquet with --shard')
  }
  if (isFocus && typed.source === 'monthly-sums') throw usage('sums of a month are no charges: FOCUS needs records')
  const session = await api.session
  const source = typed.source ?? defaultSource(session.site)
  const {sites, details} = apiSources[source] ?? {sites: [session.site], details: ['detail'] as Detail[]}
  if (isDelivered(source) && typed.sinceLast) throw usage('--since-last asks the API: leave --source away')
  if (isDelivered(source) && shard) throw usage('a file is read as a whole: leave --shard away')
  if (!isDelivered(source) && typed.from) throw usage('--from goes with --source bill-file or usage-file')
  if (typed.method && !apiSources[source]?.hasMethod)
    throw usage(`${source} is not asked for members: leave --whose away`)
  if (!sites.includes(session.site)) throw usage(`the ${siteNames[session.site]} site has no ${source}`)
  const detail = typed.detail ?? details[0]!
  if (!details.includes(detail))
    throw usage(
      `${source} has no sums by ${detail}`,
      `Known there: ${details.map(one => wordOf(detailWords, one)).join(', ')}`,
    )
  const place = split === 'day' ? 'bill_date' : split === 'service' ? 'cloud_service_type' : undefined
  if (place && layoutOf(source).commonPlace(place) < 0)
    throw usage(`${source} has no ${split}: leave --split ${split} away`)
  const customers = typed.customer && (await Promise.all(typed.customer.map(text => customerId(api, text))))
  return {
    site: session.site,
    partner_id: session.domainId ?? '',
    language: session.language ?? '',
    cycle: typed.cycle,
    source,
    detail,
    format,
    columns: typed.columns && typed.columns !== 'all' ? typed.columns.split(',').map(name => name.trim()) : undefined,
    split,
    gzip,
    bom: (typed.bom ?? false) || excel,
    excel,
    wide: typed.wide,
    focus: isFocus
      ? {
          dialect: typed.focusDialect ?? 'spec',
          issuer: typed.issuer ?? 'Huawei Cloud',
          account: typed.billingAccount ?? session.profile,
        }
      : undefined,
    customers: customers && [...new Set(customers)].sort(),
    shard,
    from: typed.from,
    map: typed.map && Object.keys(typed.map).length > 0 ? typed.map : undefined,
    currency: typed.currency,
    method: typed.method === 'all' ? undefined : typed.method,
  }
}
