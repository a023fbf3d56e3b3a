// A statement as one HTML file: readable on a phone, printable on A4, and by a screen reader.
import {listOf} from '../rating/book.js'
import type {WrittenStatement} from '../rating/written.js'
import {dayBars, serviceBars} from './charts.js'
import {formatAmount, formatCycle, formatDate, htmlLanguage} from './format.js'
import {type Labels, labelsOf} from './labels.js'
import {lineText} from './lines.js'
import type {Statement} from './statement.js'

/** Who sends the statements; the logo as a data URI. */
export interface Issuer extends WrittenStatement {
  logoData?: string
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
const e = escapeHtml

const paragraphs = (value: unknown, className: string) => {
  const lines = listOf(value)
  return lines.length > 0 ? `<p class="${className}">${lines.map(e).join('<br>')}</p>` : ''
}

export function statementHtml(statement: Statement, issuer: Issuer): string {
  const {language, currency} = statement
  const words = labelsOf(language)
  const money = (value: Statement['net']) => formatAmount(value, statement.decimals, language)
  const title =
    `${statement.kind === 'credit-note' ? words.creditNote : words.statement} ${statement.number ?? ''}`.trim()
  return `<!doctype html>
<html lang="${e(htmlLanguage(language))}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e(title)} · ${e(statement.customer.name ?? statement.account_name)}</title>
<style>${style(issuer.color ?? '#1d4e6b')}</style>
</head>
<body>
<main>
${statement.number ? '' : `<p class="preview">${e(words.previewNote)}</p>`}
${statement.provisional ? `<p class="preview">${e(words.provisional)}</p>` : ''}
<header>
<div class="issuer">${issuer.logoData ? `<img src="${issuer.logoData}" alt="${e(issuer.name ?? '')}">` : ''}
<p class="name">${e(issuer.name ?? '')}</p>
${paragraphs(issuer.address, 'small')}
<p class="small">${[issuer.tax_id, issuer.email, issuer.phone, issuer.web]
    .filter(Boolean)
    .map(text => e(text!))
    .join('<br>')}</p></div>
<div class="title"><h1>${e(statement.kind === 'credit-note' ? words.creditNote : words.statement)}</h1>
<dl>${facts(statement, words)}</dl></div>
</header>
<section class="parties">
<div><h2>${e(words.customer)}</h2><p class="name">${e(statement.customer.name ?? statement.account_name)}</p>
${paragraphs(statement.customer.address, 'small')}
<p class="small">${customerFacts(statement, words)}</p></div>
<div class="due"><h2>${e(statement.kind === 'credit-note' ? words.totalCredit : words.totalDue)}</h2>
<p class="total"><span>${e(currency)}</span> ${money(statement.total)}</p>
${statement.kind === 'credit-note' ? '' : `<p>${e(words.due)}: <time datetime="${statement.due_date}">${e(formatDate(statement.due_date, language))}</time></p>`}</div>
</section>
${lineTable(statement, words, money)}
${statement.days.length > 0 ? charts(statement, words, money) : ''}
${resources(statement, words, money)}
<footer>
${listOf(issuer.payment).length > 0 ? `<h2>${e(words.payment)}</h2>${paragraphs(issuer.payment, 'payment')}` : ''}
<p class="small">${[...listOf(issuer.legal), words.timeZone].map(e).join('<br>')}</p>
</footer>
</main>
</body>
</html>
`
}

function facts(statement: Statement, words: Labels): string {
  const {language} = statement
  const date = (day: string) => `<time datetime="${day}">${e(formatDate(day, language))}</time>`
  const rows: [string, string | undefined][] = [
    [words.number, statement.number ? e(statement.number) : e(words.preview)],
    [words.period, e(formatCycle(statement.cycle, language))],
    [words.issued, date(statement.issue_date)],
    [
      statement.kind === 'credit-note' ? words.creditsBack : words.replaces,
      statement.refers_to && e(statement.refers_to),
    ],
  ]
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) => `<div><dt>${e(name)}</dt><dd>${value}</dd></div>`)
    .join('')
}

const customerFacts = ({customer, account_name, customer_id}: Statement, words: Labels) =>
  [
    customer.tax_id && `${e(words.taxId)}: ${e(customer.tax_id)}`,
    customer.reference && `${e(words.reference)}: ${e(customer.reference)}`,
    `${e(words.account)}: ${e(account_name || customer_id)}`,
  ]
    .filter(Boolean)
    .join('<br>')

function lineTable(statement: Statement, words: Labels, money: (value: Statement['net']) => string): string {
  const rows = statement.lines.map(line => {
    const {label, detail} = lineText(line, words, statement.language)
    return `<tr class="${line.kind}"><th scope="row">${e(label)}${detail ? `<small>${e(detail)}</small>` : ''}</th>
<td class="records">${line.kind === 'fee' || line.kind === 'tier' ? '' : formatCount(line.records, statement.language)}</td><td>${money(line.shown)}</td></tr>`
  })
  const {shown_rounding} = statement
  if (!shown_rounding.isZero) {
    rows.push(
      `<tr class="rounding"><th scope="row">${e(words.rounding)}</th><td class="records"></td><td>${money(shown_rounding)}</td></tr>`,
    )
  }
  const sums = [
    ...(statement.taxes.length > 0
      ? [`<tr><th scope="row">${e(words.net)}</th><td class="records"></td><td>${money(statement.net)}</td></tr>`]
      : []),
    ...statement.taxes.map(
      tax =>
        `<tr><th scope="row">${e(tax.name)}<small>${e(words.on)} ${money(tax.base)}</small></th><td class="records"></td><td>${money(tax.amount)}</td></tr>`,
    ),
    `<tr class="sum"><th scope="row">${e(words.total)}</th><td class="records"></td><td><span>${e(statement.currency)}</span> ${money(statement.total)}</td></tr>`,
  ]
  return `<table class="lines"><caption>${e(formatCycle(statement.cycle, statement.language))}</caption>
<thead><tr><th scope="col">${e(words.service)}</th><th scope="col" class="records">${e(words.records)}</th><th scope="col">${e(words.amount)} (${e(statement.currency)})</th></tr></thead>
<tbody>${rows.join('\n')}</tbody>
<tfoot>${sums.join('\n')}</tfoot></table>`
}

const formatCount = (count: number, language: string) => new Intl.NumberFormat(htmlLanguage(language)).format(count)

function charts(statement: Statement, words: Labels, money: (value: Statement['net']) => string): string {
  const rounded = (value: Statement['net']) => money(value.rounded(statement.decimals))
  const services = serviceBars(statement.services, words.others, rounded)
  const days = dayBars(statement.days, rounded)
  if (services.length === 0) return ''
  const rows = services.map(
    bar =>
      `<li><span class="what">${e(bar.label)}</span><span class="much">${bar.text}</span><span class="bar" aria-hidden="true"><svg viewBox="0 0 100 8" preserveAspectRatio="none" focusable="false"><rect width="${(bar.share * 100).toFixed(2)}" height="8"/></svg></span></li>`,
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
  if (statement.resources.length === 0) return ''
  const rows = statement.resources.map(
    one =>
      `<tr><th scope="row">${e(one.name)}<small>${e(one.service)}</small></th><td class="region">${e(one.region)}</td><td>${money(one.charge.rounded(statement.decimals))}</td></tr>`,
  )
  return `<table class="resources"><caption>${e(words.topResources)}</caption>
<thead><tr><th scope="col">${e(words.resource)}</th><th scope="col" class="region">${e(words.region)}</th><th scope="col">${e(words.amount)}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}

const style = (color: string) => `
:root{--ink:#1c2530;--soft:#5a6673;--rule:#dde3e8;--tint:#f4f7f9;--brand:${color}}
*{box-sizing:border-box}
body{margin:0;background:#e9edf0;color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:800px;margin:24px auto;background:#fff;padding:48px 52px;border-top:6px solid var(--brand);box-shadow:0 1px 4px rgba(0,0,0,.12)}
h1,h2,p,dl,dd,ul{margin:0;padding:0}
h1{font-size:28px;line-height:1.2;font-weight:650;letter-spacing:-.01em;color:var(--brand)}
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
.payment{margin-bottom:12px}
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
