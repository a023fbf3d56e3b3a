// A statement as a PDF on A4: the same content as the page, laid out for paper. The same statement gives the same
// bytes.
import {Decimal} from '../../decimal.js'
import {dayBars, serviceBars} from './charts.js'
import type {FontSet} from './fonts.js'
import {formatAmount, formatCycle, formatDate} from './format.js'
import {type Labels, labelLanguage, labelsOf} from './labels.js'
import {lineText} from './lines.js'
import {Sheet} from './sheet.js'
import type {Statement} from './statement.js'
import {
  addressOf,
  buyerFacts,
  byCustomer,
  headFacts,
  paymentLines,
  remarks,
  sellerLines,
  taxText,
  tellsTax,
  titleOf,
} from './texts.js'

const LEFT = 50
const RIGHT = 545
const WIDTH = RIGHT - LEFT
const HALF = 232
/** Height of the sum that is carried over to the next page. */
const CARRIED = 16
/** More than any page has left. */
const WHOLE_PAGE = 1000
/** Right edge of the column of taxes. */
const TAX = 385

/** What stands around texts and between them: numbers, signs, `Amount (EUR)`, the dash of the footer. */
const AROUND = '0123456789.,-–()/:%'

/** What lies in the file beside the text. */
interface Enclosed {
  logo?: Buffer
  /** The electronic invoice, as ZUGFeRD and Factur-X carry it. */
  invoice?: string
}

export async function statementPdf(
  statement: Statement,
  fonts: FontSet,
  {logo, invoice}: Enclosed = {},
): Promise<Buffer> {
  const {seller, customer, language} = statement
  const words = labelsOf(statement.language)
  await fonts.prepare(
    JSON.stringify([
      statement,
      words,
      ...[...sellerLines(seller, customer, words, language), ...addressOf(customer, seller, language)],
      ...remarks(statement, words),
      formatDate(statement.issue_date, statement.language),
      formatCycle(statement.cycle, statement.language),
      AROUND,
    ]),
  )
  const title = titleOf(statement, words)
  const sheet = await Sheet.create(fonts, {
    title: [title, statement.number].filter(Boolean).join(' '),
    author: seller.name,
    language: labelLanguage(statement.language),
    date: statement.issue_date,
    color: seller.color ?? '#1d4e6b',
    footer: (page, pages) => ({
      left: [seller.name, statement.number ?? words.preview].filter(Boolean).join(' – '),
      right: statement.language.startsWith('zh')
        ? `第 ${page} / ${pages} 页`
        : `${words.page} ${page} ${words.of} ${pages}`,
    }),
    mark: statement.number ? undefined : words.preview,
    invoice,
  })
  const money = (value: Statement['net']) => formatAmount(value, statement.decimals, statement.language)
  heading(sheet, statement, words, title, logo)
  parties(sheet, statement, words, money)
  lines(sheet, statement, words, money)
  if (statement.overview.days.length > 0) charts(sheet, statement, words, money)
  resources(sheet, statement, words, money)
  closing(sheet, statement, words)
  return sheet.finish()
}

function heading(sheet: Sheet, statement: Statement, words: Labels, title: string, logo?: Buffer): void {
  const {seller, customer, language} = statement
  let y = 52
  if (logo) {
    sheet.image(logo, seller.name, [LEFT, y, 160, 42])
    y += 52
  }
  sheet.text(seller.name, LEFT, y, {size: 12, weight: 650, width: HALF + 20})
  y += 18
  const about = sellerLines(seller, customer, words, language)
  for (const text of about) y += sheet.text(text, LEFT, y, {size: 8.5, soft: true, width: HALF + 20})
  sheet.text(title, RIGHT, 48, {size: 22, weight: 650, brand: true, align: 'right', tag: 'H1'})
  let right = 82
  for (const {name, value} of headFacts(statement, words)) {
    const width = sheet.widthOf(value, {size: 9.5, weight: 650})
    sheet.part('P', () => {
      sheet.text(name, RIGHT - width - 7, right, {size: 9.5, soft: true, align: 'right'})
      sheet.text(value, RIGHT, right, {size: 9.5, weight: 650, align: 'right'})
    })
    right += 15
  }
  if (statement.provisional) {
    sheet.text(words.provisional, RIGHT, right, {size: 8.5, weight: 650, align: 'right'})
    right += 15
  }
  sheet.y = Math.max(y, right) + 18
}

function parties(sheet: Sheet, statement: Statement, words: Labels, money: (value: Statement['net']) => string): void {
  const {customer, seller, language} = statement
  const top = sheet.y
  let y = top + 4
  sheet.text(words.customer, LEFT, y, {...SMALL_HEAD, tag: 'H2'})
  y += 14
  y += sheet.text(customer.name, LEFT, y, {size: 12, weight: 650, width: HALF}) + 3
  const about = [...addressOf(customer, seller, language), ...buyerFacts(statement, words)]
  for (const text of about) y += sheet.text(text, LEFT, y, {size: 8.5, soft: true, width: HALF})
  const isCredit = statement.kind === 'credit-note'
  const box = {x: RIGHT - HALF, height: isCredit ? 58 : 74}
  sheet.panel(box.x, top, HALF, box.height)
  sheet.text(isCredit ? words.totalCredit : words.totalDue, box.x + 14, top + 10, {...SMALL_HEAD, tag: 'H2'})
  sheet.part('P', () => {
    const unit = sheet.text(statement.currency, box.x + 14, top + 32, {size: 11, weight: 650, soft: true}, 'width')
    sheet.text(money(statement.total), box.x + 14 + unit + 7, top + 22, {size: 22, weight: 650})
  })
  if (!isCredit)
    sheet.text(`${words.due}: ${formatDate(statement.due_date, language)}`, box.x + 14, top + 53, {size: 9})
  sheet.y = Math.max(y, top + box.height) + 18
}

function lines(sheet: Sheet, statement: Statement, words: Labels, money: (value: Statement['net']) => string): void {
  sheet.part('Table', () => lineTable(sheet, statement, words, money))
  for (const text of remarks(statement, words)) {
    const style = {size: 9, width: WIDTH} as const
    sheet.room(sheet.heightOf(text, style))
    sheet.y += sheet.text(text, LEFT, sheet.y, style)
  }
  if (remarks(statement, words).length > 0) sheet.y += 14
  payment(sheet, statement, words)
}

function lineTable(
  sheet: Sheet,
  statement: Statement,
  words: Labels,
  money: (value: Statement['net']) => string,
): void {
  const {language, currency} = statement
  const withTax = tellsTax(statement)
  const head = () => {
    sheet.part('TR', () => {
      const style = {size: 8.5, soft: true, tag: 'TH', scope: 'Column'} as const
      sheet.text(words.service, LEFT, sheet.y, style)
      if (withTax) sheet.text(words.taxColumn, TAX, sheet.y, {...style, align: 'right'})
      sheet.text(words.records, 440, sheet.y, {...style, align: 'right'})
      sheet.text(`${words.amount} (${currency})`, RIGHT, sheet.y, {...style, align: 'right'})
    })
    sheet.y += 15
    sheet.rule(LEFT, RIGHT, sheet.y, true)
    sheet.y += 6
  }
  head()
  let sum = Decimal.zero
  // Each page but the last one ends with its sum so far, and the next begins with it.
  const carried = () => {
    sheet.artifact(() => {
      sheet.text(words.carriedOver, LEFT, sheet.y, {size: 9, soft: true})
      sheet.text(money(sum), RIGHT, sheet.y, {size: 9, soft: true, align: 'right'})
    })
    sheet.y += CARRIED
  }
  const room = (height: number) => {
    if (sheet.fits(height + CARRIED)) return
    carried()
    sheet.room(WHOLE_PAGE, head)
    carried()
  }
  /** A row of the table: what it is, and its amount; each row has as many cells. */
  const cells = (what: () => void, amount: () => void, {tax = '', records = ''} = {}) =>
    sheet.part('TR', () => {
      const style = {size: 10, soft: true, align: 'right', tag: 'TD'} as const
      sheet.part('TH', what, {scope: 'Row'})
      if (withTax) sheet.text(tax, TAX, sheet.y, style)
      sheet.text(records, 440, sheet.y, style)
      sheet.part('TD', amount)
    })
  const count = new Intl.NumberFormat(language)
  const width = withTax ? 260 : 320
  const row = (label: string, detail: string, tax: string, records: string, amount: Decimal, refund = false) => {
    const below = {size: 8, soft: true, width: width + 20} as const
    const height = sheet.heightOf(label, {size: 10, width}) + (detail ? sheet.heightOf(detail, below) + 1 : 0) + 8
    room(height)
    sum = sum.plus(amount)
    cells(
      () => {
        const used = sheet.text(label, LEFT, sheet.y, {size: 10, width})
        if (detail) sheet.text(detail, LEFT, sheet.y + used, below)
      },
      () => sheet.text(money(amount), RIGHT, sheet.y, {size: 10, align: 'right', refund}),
      {tax, records},
    )
    sheet.y += height
    sheet.rule(LEFT, RIGHT, sheet.y - 4)
  }
  // Whom the lines are for, where a reseller is billed, and what they come to: no line of its own, nor carried over.
  const bold = {size: 10, weight: 650, width} as const
  const whom = (text: string, amount?: Decimal) => {
    const height = sheet.heightOf(text, bold) + 8
    // A name does not stand alone at the end of a page.
    room(amount ? height : height + 24)
    cells(
      () => sheet.text(text, LEFT, sheet.y, bold),
      () => amount && sheet.text(money(amount), RIGHT, sheet.y, {size: 10, weight: 650, align: 'right'}),
    )
    sheet.y += height
    if (amount) sheet.rule(LEFT, RIGHT, sheet.y - 4)
  }
  for (const {customer, lines, sum} of byCustomer(statement)) {
    if (customer) whom(customer)
    for (const line of lines) {
      const {label, detail} = lineText(line, words, statement)
      const records = line.kind === 'usage' || line.kind === 'refund' ? count.format(line.records) : ''
      row(label, detail, taxText(line), records, line.shown, line.kind === 'refund')
    }
    if (customer) whom(`${words.subtotal} ${customer}`, sum)
  }
  for (const one of statement.roundings) row(words.rounding, '', taxText(one), '', one.amount)
  // The sums stay together, and with how they are paid: a total or an account alone on a page says nothing.
  room(statement.taxes.length * 26 + 60 + paymentHeight(sheet, statement, words))
  sheet.y += 2
  const right = {size: 10, align: 'right'} as const
  if (statement.taxes.length > 0) {
    cells(
      () => sheet.text(words.net, LEFT, sheet.y, {size: 10}),
      () => sheet.text(money(statement.net), RIGHT, sheet.y, right),
    )
    sheet.y += 17
  }
  for (const tax of statement.taxes) {
    cells(
      () => {
        const width = sheet.text(tax.name, LEFT, sheet.y, {size: 10}, 'width')
        sheet.text(`${words.on} ${money(tax.base)}`, LEFT + width + 8, sheet.y + 1.5, {size: 8, soft: true})
      },
      () => sheet.text(money(tax.amount), RIGHT, sheet.y, right),
    )
    sheet.y += 17
  }
  sheet.y += 1
  sheet.rule(LEFT, RIGHT, sheet.y, true)
  sheet.y += 7
  const large = {size: 13, weight: 650} as const
  cells(
    () => sheet.text(words.total, LEFT, sheet.y, large),
    () => {
      const total = sheet.widthOf(money(statement.total), large)
      sheet.text(currency, RIGHT - total - 8, sheet.y, {...large, align: 'right'})
      sheet.text(money(statement.total), RIGHT, sheet.y, {...large, align: 'right'})
    },
  )
  sheet.y += 32
}

/** Above what belongs together. */
const SMALL_HEAD = {size: 8, weight: 650, soft: true} as const
const PAID = {size: 9.5, width: WIDTH} as const

function paymentHeight(sheet: Sheet, statement: Statement, words: Labels): number {
  const told = remarks(statement, words).reduce((sum, text) => sum + sheet.heightOf(text, {size: 9, width: WIDTH}), 0)
  const lines = paymentLines(statement.payment, statement.number, words)
  return told + (lines.length > 0 ? 26 : 0) + lines.reduce((sum, text) => sum + sheet.heightOf(text, PAID), 0)
}

function payment(sheet: Sheet, statement: Statement, words: Labels): void {
  const lines = paymentLines(statement.payment, statement.number, words)
  if (lines.length === 0) return
  sheet.text(words.payment, LEFT, sheet.y, {...SMALL_HEAD, tag: 'H2'})
  sheet.y += 14
  for (const text of lines) sheet.y += sheet.text(text, LEFT, sheet.y, PAID)
  sheet.y += 18
}

function charts(sheet: Sheet, statement: Statement, words: Labels, money: (value: Statement['net']) => string): void {
  const rounded = (value: Statement['net']) => money(value.rounded(statement.decimals))
  const bars = serviceBars(statement.overview.services, words.others, rounded)
  if (bars.length === 0) return
  const height = Math.max(20 + bars.length * 23, 118)
  sheet.room(height)
  const top = sheet.y
  sheet.text(words.byService, LEFT, top, {...SMALL_HEAD, tag: 'H2'})
  sheet.part('L', () => {
    for (const [index, bar] of bars.entries()) {
      const y = top + 17 + index * 23
      const width = sheet.widthOf(bar.text, {size: 8.5})
      sheet.part('LI', () =>
        sheet.part('LBody', () => {
          sheet.text(bar.label, LEFT, y, {size: 8.5, width: HALF - width - 8, cut: true})
          sheet.text(bar.text, LEFT + HALF, y, {size: 8.5, align: 'right'})
        }),
      )
      sheet.bar(LEFT, y + 13, HALF, 4, bar.share)
    }
  })
  sheet.y = top + height + 12
  const days = dayBars(statement.overview.days, rounded)
  const most = days.reduce((a, b) => (b.share > a.share ? b : a), days[0]!)
  // What is priced by the month only has no days to show.
  if (most.share === 0) return
  const x = RIGHT - HALF
  sheet.text(words.byDay, x, top, {...SMALL_HEAD, tag: 'H2'})
  const step = HALF / days.length
  const base = top + 100
  sheet.figure(`${words.byDay}: ${most.label} ${most.text}`, () => {
    sheet.rule(x, RIGHT, base + 0.5)
    for (const [index, bar] of days.entries()) {
      const size = Math.max(bar.share * 78, bar.share > 0 ? 0.5 : 0)
      if (size > 0) sheet.block(x + index * step + 0.6, base - size, step - 1.2, size)
      if (index === 0 || (index + 1) % 5 === 0) {
        const at = x + index * step + step / 2
        sheet.text(String(index + 1), at, base + 4, {size: 7, soft: true, align: 'center'})
      }
    }
  })
}

function resources(
  sheet: Sheet,
  statement: Statement,
  words: Labels,
  money: (value: Statement['net']) => string,
): void {
  if (statement.overview.resources.length === 0) return
  sheet.room(70)
  sheet.text(words.topResources, LEFT, sheet.y, {...SMALL_HEAD, tag: 'H2'})
  sheet.y += 15
  const head = () => {
    sheet.part('TR', () => {
      const style = {size: 8.5, soft: true, tag: 'TH', scope: 'Column'} as const
      sheet.text(words.resource, LEFT, sheet.y, style)
      sheet.text(words.region, 440, sheet.y, {...style, align: 'right'})
      sheet.text(words.amount, RIGHT, sheet.y, {...style, align: 'right'})
    })
    sheet.y += 15
    sheet.rule(LEFT, RIGHT, sheet.y, true)
    sheet.y += 5
  }
  const row = (one: Statement['overview']['resources'][number]) => {
    const head = () => {
      const width = sheet.text(one.name, LEFT, sheet.y, {size: 9, width: 190, cut: true}, 'width')
      sheet.text(one.service, LEFT + width + 8, sheet.y + 0.8, {size: 8, soft: true, width: 300 - width, cut: true})
    }
    sheet.part('TH', head, {scope: 'Row'})
    sheet.text(one.region, 440, sheet.y, {size: 8.5, soft: true, align: 'right', tag: 'TD'})
    const charge = money(one.charge.rounded(statement.decimals))
    sheet.text(charge, RIGHT, sheet.y, {size: 9, align: 'right', tag: 'TD'})
  }
  sheet.part('Table', () => {
    head()
    for (const one of statement.overview.resources) {
      sheet.room(19, head)
      sheet.part('TR', () => row(one))
      sheet.y += 18
      sheet.rule(LEFT, RIGHT, sheet.y - 4)
    }
  })
  sheet.y += 16
}

function closing(sheet: Sheet, {seller}: Statement, words: Labels): void {
  const small = {size: 8.5, soft: true, width: WIDTH} as const
  const legal = [...seller.legal, words.timeZone]
  sheet.room(legal.reduce((sum, text) => sum + sheet.heightOf(text, small), 0))
  for (const text of legal) sheet.y += sheet.text(text, LEFT, sheet.y, small)
}
