// What has changed of a month since its documents were issued: the new amounts less the old ones, line by line and tax
// by tax, so that old and difference are the new to the cent.
import {Decimal} from '../../../decimal.js'
import type {RoundingLine, Statement, StatementLine, TaxLine} from './document.js'

const NONE = Decimal.zero

/** Adds amounts of rows that are alike, in the order in which they come; those that come to nothing go. */
function added<T extends object>(rows: [row: T, sign: 1 | -1][], keyOf: (row: T) => string, amounts: (keyof T)[]): T[] {
  const sums = new Map<string, T>()
  for (const [row, sign] of rows) {
    const key = keyOf(row)
    const sum = sums.get(key)
    const amountOf = (name: keyof T) => {
      const value = row[name] as Decimal
      return ((sum?.[name] as Decimal | undefined) ?? NONE).plus(sign < 0 ? value.negated() : value)
    }
    sums.set(key, {...(sum ?? row), ...Object.fromEntries(amounts.map(name => [name, amountOf(name)]))})
  }
  return [...sums.values()].filter(row => amounts.some(name => !(row[name] as Decimal).isZero))
}

/** Quantities are of the line as it was or is, not of a difference. */
function unsold({quantity: _q, unit: _u, unit_price: _p, refers_to: _r, ...line}: StatementLine): StatementLine {
  return line
}

function combined(first: Statement, others: [Statement, 1 | -1][]): Statement {
  const all: [Statement, 1 | -1][] = [[first, 1], ...others]
  const signed = <T>(rowsOf: (one: Statement) => T[]) =>
    all.flatMap(([one, sign]) => rowsOf(one).map((row): [T, 1 | -1] => [row, sign]))
  const sum = (of: (one: Statement) => Decimal) =>
    Decimal.sum(all.map(([one, sign]) => (sign < 0 ? of(one).negated() : of(one))))
  const {tax_currency: inOther} = first
  return {
    ...first,
    lines: added<StatementLine>(
      signed(({lines}) => lines.map(unsold)),
      ({kind, label, detail, tax, percent, customer}) =>
        [kind, label, detail, tax, percent?.text, customer?.id].join('\n'),
      ['charge', 'shown'],
    ),
    roundings: added<RoundingLine>(
      signed(({roundings}) => roundings),
      ({tax, percent}) => `${tax}\n${percent?.text}`,
      ['amount'],
    ),
    taxes: added<TaxLine>(
      signed(({taxes}) => taxes),
      ({code, percent}) => `${code}\n${percent.text}`,
      ['base', 'amount'],
    ),
    rounding: sum(one => one.rounding),
    shown_rounding: sum(one => one.shown_rounding),
    net: sum(one => one.net),
    tax: sum(one => one.tax),
    total: sum(one => one.total),
    ...(inOther
      ? {
          tax_currency: {
            ...inOther,
            taxes: added(
              signed(one => one.tax_currency?.taxes ?? []),
              ({code}) => code,
              ['amount'],
            ),
            amount: sum(one => one.tax_currency?.amount ?? NONE),
          },
        }
      : {}),
  }
}

/** What the documents of a month say together: the first of them with all amounts. */
export const together = ([first, ...others]: Statement[]): Statement =>
  others.length === 0
    ? first!
    : combined(
        first!,
        others.map(one => [one, 1]),
      )

/**
 * The document that makes what was issued what it is now: a credit note where less is due, else one over additional
 * charges. Undefined where a customer sees no difference.
 */
export function deltaOf(issued: Statement[], now: Statement): Statement | undefined {
  const [first] = issued
  const difference = combined(
    now,
    issued.map(one => [one, -1]),
  )
  const {lines} = difference
  // Below the smallest coin nobody sees a difference.
  const isSeen =
    lines.some(line => !line.shown.isZero) || difference.taxes.length > 0 || difference.roundings.length > 0
  if (!isSeen) return undefined
  const isCredit = difference.total.units <= 0n
  const {payment, ...rest} = difference
  return {
    ...rest,
    kind: isCredit ? 'credit-note' : 'statement',
    delta: true,
    refers_to: first!.number!,
    refers_to_date: first!.issue_date,
    ...(payment && !isCredit ? {payment} : {}),
    due_date: isCredit ? now.issue_date : now.due_date,
    lines: lines.map(line => ({...line, records: 0})),
    overview: {days: [], services: [], resources: []},
  }
}
