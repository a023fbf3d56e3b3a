// A statement as one HTML file: readable on a phone, printable on A4, and by a screen reader.
import {dayBars, serviceBars} from './charts.js'
import {hasRightToLeft} from './drawing/bidi.js'
import {legible} from './drawing/contrast.js'
import {formatAmount, formatCycle, formatDate, htmlLanguage} from './format.js'
import {type Labels, labelLanguage, labelsOf} from './labels.js'
import {lineText} from './lines.js'
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

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
const e = escapeHtml
/** A text of somebody's: it runs as its own letters do, and turns nothing round beside it. */
const t = (text: string): string => (hasRightToLeft(text) ? `<bdi dir="auto">${e(text)}</bdi>` : e(text))

/** Of what is written in the statement's language, where its words are in another. */
const langOf = (language: string): string =>
  labelLanguage(language) === language ? '' : ` lang="${e(htmlLanguage(language))}"`

const paragraphs = (lines: string[], className: string) => {
  return lines.length > 0 ? `<p class="${className}">${lines.map(t).join('<br>')}</p>` : ''
}

export function statementHtml(statement: Statement, logo?: Buffer): string {
  const {language, currency, seller, customer} = statement
  const words = labelsOf(language)
  const money = (value: Statement['net']) => formatAmount(value, statement.decimals, language)
  const name = titleOf(statement, words)
  const title = `${name} ${statement.number ?? ''}`.trim()
  const payment = paymentLines(statement.payment, statement.number, words)
  const picture = logo && seller.logo ? `data:${seller.logo.type};base64,${logo.toString('base64')}` : undefined
  return `<!doctype html>
<html lang="${e(htmlLanguage(labelLanguage(language)))}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e(title)} · ${e(customer.name)}</title>
<style>${style(seller.color ?? '#1d4e6b')}</style>
</head>
<body>
<main>
${statement.number ? '' : `<p class="preview">${e(words.previewNote)}</p>`}
${statement.provisional ? `<p class="preview">${e(words.provisional)}</p>` : ''}
<header>
<div class="issuer">${picture ? `<img src="${picture}" alt="${e(seller.name)}">` : ''}
<p class="name">${t(seller.name)}</p>
${paragraphs(sellerLines(seller, customer, words, language), 'small')}</div>
<div class="title"><h1>${e(name)}</h1>
<dl>${facts(statement, words)}</dl></div>
</header>
<section class="parties">
<div><h2>${e(words.customer)}</h2><p class="name">${t(customer.name)}</p>
${paragraphs(addressOf(customer, seller, language), 'small')}
${paragraphs(buyerFacts(statement, words), 'small')}</div>
<div class="due"><h2>${e(statement.kind === 'credit-note' ? words.totalCredit : words.totalDue)}</h2>
<p class="total"><span>${e(currency)}</span> ${money(statement.total)}</p>
${statement.kind === 'credit-note' ? '' : `<p>${e(words.due)}: <time datetime="${statement.due_date}"${langOf(language)}>${t(formatDate(statement.due_date, language))}</time></p>`}</div>
</section>
${lineTable(statement, words, money)}
${paragraphs(remarks(statement, words), 'notes')}
${payment.length > 0 ? `<section class="pay"><h2>${e(words.payment)}</h2>${paragraphs(payment, 'payment')}</section>` : ''}
${statement.overview.days.length > 0 ? charts(statement, words, money) : ''}
${resources(statement, words, money)}
<footer>
${paragraphs([...seller.legal, words.timeZone], 'small')}
</footer>
</main>
</body>
</html>
`
}

const facts = (statement: Statement, words: Labels): string =>
  headFacts(statement, words)
    .map(({name, value, day}) => {
      const text = day ? `<time datetime="${day}">${t(value)}</time>` : t(value)
      return `<div><dt>${e(name)}</dt><dd${langOf(statement.language)}>${text}</dd></div>`
    })
    .join('')

function lineTable(statement: Statement, words: Labels, money: (value: Statement['net']) => string): string {
  const {language, currency} = statement
  const withTax = tellsTax(statement)
  const row = (label: string, cells: {detail?: string; tax?: string; records?: string; amount: string; kind: string}) =>
    `<tr class="${cells.kind}"><th scope="row">${t(label)}${cells.detail ? `<small>${t(cells.detail)}</small>` : ''}</th>
${withTax ? `<td class="tax">${e(cells.tax ?? '')}</td>` : ''}<td class="records">${cells.records ?? ''}</td><td>${cells.amount}</td></tr>`
  const rows = byCustomer(statement).flatMap(({customer, lines, sum}) => [
    ...(customer ? [row(customer, {amount: '', kind: 'customer'})] : []),
    ...lines.map(line => {
      const {label, detail} = lineText(line, words, statement)
      const records = line.kind === 'fee' || line.kind === 'tier' ? '' : formatCount(line.records, language)
      return row(label, {detail, tax: taxText(line), records, amount: money(line.shown), kind: line.kind})
    }),
    ...(customer ? [row(`${words.subtotal} ${customer}`, {amount: money(sum), kind: 'subtotal'})] : []),
  ])
  for (const one of statement.roundings)
    rows.push(row(words.rounding, {tax: taxText(one), amount: money(one.amount), kind: 'rounding'}))
  const sums = [
    ...(statement.taxes.length > 0 ? [row(words.net, {amount: money(statement.net), kind: ''})] : []),
    ...statement.taxes.map(tax =>
      row(tax.name, {detail: `${words.on} ${money(tax.base)}`, amount: money(tax.amount), kind: ''}),
    ),
    row(words.total, {amount: `<span>${e(currency)}</span> ${money(statement.total)}`, kind: 'sum'}),
  ]
  return `<table class="lines"><caption${langOf(language)}>${t(formatCycle(statement.cycle, language))}</caption>
<thead><tr><th scope="col">${e(words.service)}</th>${withTax ? `<th scope="col" class="tax">${e(words.taxColumn)}</th>` : ''}<th scope="col" class="records">${e(words.records)}</th><th scope="col">${e(words.amount)} (${e(currency)})</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
<tfoot>${sums.join('\n')}</tfoot></table>`
}

const formatCount = (count: number, language: string) => new Intl.NumberFormat(htmlLanguage(language)).format(count)

function charts(statement: Statement, words: Labels, money: (value: Statement['net']) => string): string {
  const rounded = (value: Statement['net']) => money(value.rounded(statement.decimals))
  const services = serviceBars(statement.overview.services, words.others, rounded)
  const days = dayBars(statement.overview.days, rounded)
  if (services.length === 0) return ''
  const rows = services.map(
    bar =>
      `<li><span class="what">${t(bar.label)}</span><span class="much">${bar.text}</span><span class="bar" aria-hidden="true"><svg viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false"><rect width="${(bar.share * 100).toFixed(2)}" height="8"/></svg></span></li>`,
  )
  const width = 620 / days.length
  const bars = days.map((bar, index) => {
    const height = Math.max(bar.share * 150, bar.share > 0 ? 0.8 : 0)
    return `<rect x="${(index * width + 1).toFixed(2)}" y="${(152 - height).toFixed(2)}" width="${(width - 2).toFixed(2)}" height="${height.toFixed(2)}"><title>${e(bar.label)}: ${bar.text}</title></rect>`
  })
  const marks = days
    .map((bar, index) => ({bar, index}))
    .filter(({index}) => index === 0 || (index + 1) % 5 === 0)
    .map(
      ({bar, index}) =>
        `<text x="${(index * width + width / 2).toFixed(2)}" y="172">${Number(bar.label.slice(8))}</text>`,
    )
  const top = days.reduce((a, b) => (b.share > a.share ? b : a), days[0]!)
  // What is priced by the month only has no days to show.
  const chart =
    top.share > 0
      ? `<div><h2>${e(words.byDay)}</h2><svg class="days" viewBox="0 0 620 178" role="img" aria-label="${e(`${words.byDay}: ${top.label} ${top.text}`)}"><line x1="0" y1="152.5" x2="620" y2="152.5"/>${bars.join('')}${marks.join('')}</svg></div>`
      : ''
  return `<section class="charts">
<div><h2>${e(words.byService)}</h2><ul class="bars">${rows.join('')}</ul></div>
${chart}
</section>`
}

function resources(statement: Statement, words: Labels, money: (value: Statement['net']) => string): string {
  if (statement.overview.resources.length === 0) return ''
  const rows = statement.overview.resources.map(
    one =>
      `<tr><th scope="row">${t(one.name)}<small>${t(one.service)}</small></th><td class="region">${t(one.region)}</td><td>${money(one.charge.rounded(statement.decimals))}</td></tr>`,
  )
  return `<table class="resources"><caption>${e(words.topResources)}</caption>
<thead><tr><th scope="col">${e(words.resource)}</th><th scope="col" class="region">${e(words.region)}</th><th scope="col">${e(words.amount)}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}

const style = (color: string) => `
:root{--ink:#1c2530;--soft:#5a6673;--rule:#dde3e8;--tint:#f4f7f9;--brand:${color};--title:${legible(color, '#1c2530')}}
*{box-sizing:border-box}
body{margin:0;background:#e9edf0;color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:800px;margin:24px auto;background:#fff;padding:48px 52px;border-top:6px solid var(--brand);box-shadow:0 1px 4px rgba(0,0,0,.12)}
h1,h2,p,dl,dd,ul{margin:0;padding:0}
h1{font-size:28px;line-height:1.2;font-weight:650;letter-spacing:-.01em;color:var(--title)}
h2{font-size:12px;font-weight:650;letter-spacing:.04em;color:var(--soft);margin-bottom:6px}
small,.small{font-size:13px;color:var(--soft);font-weight:400}
.name{font-weight:650;font-size:16px}
header{display:flex;justify-content:space-between;gap:32px}
header img{display:block;max-height:56px;max-width:220px;margin-bottom:10px}
.title{text-align:right}
dl{margin-top:10px;display:grid;gap:2px}
dl div{display:flex;justify-content:flex-end;gap:10px}
dt{color:var(--soft)}
dd{font-weight:600;font-variant-numeric:tabular-nums}
.parties{display:flex;justify-content:space-between;gap:32px;margin:36px 0 28px}
.due{background:var(--tint);border-left:4px solid var(--brand);padding:14px 20px;min-width:260px;align-self:flex-start}
.total{font-size:30px;line-height:1.2;font-weight:680;font-variant-numeric:tabular-nums;white-space:nowrap}
.total span{font-size:15px;font-weight:600;color:var(--soft)}
table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}
caption{text-align:left;font-size:12px;font-weight:650;letter-spacing:.04em;color:var(--soft);padding-bottom:6px}
th,td{padding:8px 0;border-bottom:1px solid var(--rule);text-align:right;vertical-align:top;font-weight:400}
th[scope=row],thead th:first-child{text-align:left;padding-right:16px;overflow-wrap:anywhere}
thead th{font-size:13px;color:var(--soft);border-bottom:2px solid var(--ink)}
th small{display:block}
td:last-child{white-space:nowrap;padding-left:16px}
.records{color:var(--soft);width:90px}
.tax{color:var(--soft);width:72px}
.notes{margin-top:16px}
.customer th,.subtotal th,.subtotal td{font-weight:650}
.customer th{padding-top:18px}
.refund td:last-child{color:#8a2f1d}
tfoot th,tfoot td{border-bottom:none;padding:5px 0}
tfoot tr:first-child th,tfoot tr:first-child td{padding-top:12px}
tfoot .sum th,tfoot .sum td{border-top:2px solid var(--ink);font-weight:680;font-size:18px;padding-top:10px;color:var(--ink)}
.sum span{font-size:14px;font-weight:600;color:var(--soft)}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:36px;margin:36px 0 8px}
.charts>div{min-width:0}
.bars{list-style:none;display:grid;gap:7px}
.bars li{display:grid;grid-template-columns:1fr auto;column-gap:10px;font-size:13px}
.bars .bar{grid-column:1/-1}
.bars svg{display:block;width:100%;height:7px;background:var(--tint)}
.bars .much{font-variant-numeric:tabular-nums}
rect{fill:var(--brand)}
.days{width:100%;height:auto;overflow:visible}
.days line{stroke:var(--rule)}
.days text{font-size:19px;fill:var(--soft);text-anchor:middle}
.resources{margin-top:32px}
.region{color:var(--soft)}
footer{margin-top:36px;border-top:1px solid var(--rule);padding-top:18px;display:grid;gap:4px}
.pay{margin-top:24px;break-inside:avoid;break-before:avoid}
tfoot tr{break-before:avoid}
.preview{background:#fff3d6;border:1px solid #e0b84c;padding:8px 14px;margin-bottom:24px;font-weight:600}
@media (max-width:640px){
body{background:#fff}
main{margin:0;padding:24px 18px;box-shadow:none}
header,.parties{flex-direction:column;gap:20px}
.title{text-align:left}
dl div{justify-content:flex-start}
dt{min-width:96px}
.due{min-width:0;width:100%}
.charts{grid-template-columns:1fr;gap:28px}
.records,thead .records{display:none}
.days text{font-size:22px}
.region{display:none}
}
@media print{
@page{size:A4;margin:14mm 14mm 16mm}
body{background:#fff;font-size:10.5pt}
main{margin:0;max-width:none;padding:0;border-top:none;box-shadow:none}
tr,.charts>div,.due,.resources,footer{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
rect{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.due,.bars svg,.preview{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`
