// Made-up price books: the same for the same dice.

export type Next = () => number
export const pick = <T>(next: Next, list: readonly T[]): T => list[Math.floor(next() * list.length)]!
/** Id and account name, as strange as they come. */
export const customers = [
  ['0a1f3c5e7092b4d6f8011223344556a1', 'andes-retail'],
  ['0b2e4d6f8091a3b5c7d9e0f1223344b2', '=bluebird'],
  ['0c3d5e7f90a1b2c3d4e5f60718293ac3', 'cedro, "games"'],
  ['0d4c6f8091a2b3c4d5e6f708192a3bd4', '客户\n"o"'],
  ['00000000000000000000000000000007', ''],
] as const

/** A book of a few rules of every kind, with odd percentages, dates and rates. */
export function madeUpBook(next: Next): string {
  const day = () => `2026-10-${String(1 + Math.floor(next() * 31)).padStart(2, '0')}`
  const percent = () => pick(next, ['50', '8', '12.5', '0.000001', '33.333333', '0', '99.999999'])
  const price = () =>
    pick(next, [
      `official - ${percent()}%`,
      `cost + ${percent()}%`,
      `official + ${percent()}%`,
      'cost',
      'official',
      'free',
      '0.05 USD per unit',
      '0.00000001 PEN per unit',
      '123456.5 CLP per unit',
    ])
  const formula = () => {
    const kind = next()
    if (kind < 0.7) return `price: ${price()}`
    if (kind < 0.8) return 'tiers: {mode: graduated, steps: [{up_to: 10, price: 0.333}, {price: 0.2}]}'
    if (kind < 0.9) return 'tiers: {mode: volume, of: cost, steps: [{up_to: 100, price: -5%}, {price: -7.5%}]}'
    return 'package: {size: 7, price: 1.11, included: 3}'
  }
  const rules = Array.from({length: 2 + Math.floor(next() * 7)}, (_, i) => {
    const parts = [`id: r${i}`, `priority: ${i}`]
    if (next() < 0.3) parts.push(`customer: ${pick(next, ['andes-retail', customers[1][0], 'cedro'])}`)
    else if (next() < 0.2) parts.push('group: few')
    if (next() < 0.4) parts.push(`service: ${pick(next, ['hws.*', 'hws.ec2', '[hws.ebs, hws.vpc]'])}`)
    if (next() < 0.2) parts.push(`bill_type: ${pick(next, ['4', '5'])}`)
    if (next() < 0.2) parts.push('tag: env=prod')
    if (next() < 0.2) parts.push('project: "0"')
    if (next() < 0.3) parts.push(`from: ${day()}`)
    if (next() < 0.2) parts.push('to: 2026-10-31')
    parts.push(`measure: ${pick(next, ['4', '10'])}`, formula())
    return `  - {${parts.join(', ')}}`
  })
  const rest = `  - {id: rest, price: ${price()}}`
  const fees = [
    '  - {id: support, percent: 3.3%, of: official, at_least: 1}',
    '  - {id: base, amount: 10, currency: USD}',
    '  - {id: least, minimum: 50, currency: USD}',
  ]
  return `version: "${Math.floor(next() * 100)}"
currency: USD
cost: expenditure
rounding: ${pick(next, ['half-up', 'half-even', 'down'])}
exchange:
  USD/PEN: {2026-01-01: 3.7545, 2026-10-16: 3.3333}
  USD/CLP: {2026-01-01: 950.12345678}
  CNY/USD: {2026-01-01: 0.14, 2026-10-20: 0.13999999}
  CNY/PEN: {2026-01-01: 0.5}
  PEN/USD: {2026-01-01: 0.26666667}
  CLP/USD: {2026-01-01: 0.00105251}
  CLP/PEN: {2026-01-01: 0.00395}
  PEN/CLP: {2026-01-01: 253.1}
taxes: {igv: {name: IGV, rate: 18%}}
customers:
  andes-retail: {id: ${customers[0][0]}, currency: PEN, tax: igv}
  cedro: {id: ${customers[2][0]}}
  quiet: {id: "01230000000000000000000000000000", currency: PEN}
${next() < 0.3 ? '  "客户": {id: 0d4c6f8091a2b3c4d5e6f708192a3bd4, currency: CLP}\n' : ''}groups: {few: [cedro, 0b2e4d6f8091a3b5c7d9e0f1223344b2]}
rules:
${rules.join('\n')}
${next() < 0.8 ? rest : '  - {id: some, service: hws.ec2, price: cost}'}
${next() < 0.7 ? `fees:\n${fees.filter(() => next() < 0.6).join('\n')}` : ''}`.replace(/fees:\n$/, '')
}
