// The report as one HTML file.
import type {Decimal} from '../../decimal.js'
import {dayBars, shareOf} from '../statement/charts.js'
import {formatCycle} from '../statement/format.js'
import {escapeHtml as e} from '../statement/html.js'
import type {CreditLeft, Report, Share} from './report.js'

const money = (value: Decimal) => value.rounded(2).toDisplay()
const signed = (value: Decimal | undefined) =>
  value ? `${value.isNegative || value.isZero ? '' : '+'}${value.text}%` : ''
const ROWS = 25

export function reportHtml(report: Report): string {
  const {cycle, currency, total, anomalies, notes, others = []} = report
  const tiles: [string, string, string][] = [
    [
      'Revenue',
      money(total.revenue),
      total.change_percent ? `${signed(total.change_percent)} to the month before` : '',
    ],
    ['Cost', money(total.cost), ''],
    [
      report.cost_basis === 'settlement' ? 'Margin' : 'Margin (on expenditure)',
      money(total.margin),
      total.margin_percent ? `${total.margin_percent.text}% of revenue` : '',
    ],
    ...(report.credit ? [creditTile(report.credit, currency)] : []),
  ]
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e(`Report ${cycle}`)}</title><style>${STYLE}</style></head>
<body><main>
<h1>${e(formatCycle(cycle, 'en'))}</h1>
<p class="soft">Before tax, in ${e(currency)}; days and the month in UTC+8</p>
<section class="tiles">${tiles.map(([name, value, more]) => `<div><h2>${name}</h2><p class="big">${value}</p><p class="soft">${e(more)}</p></div>`).join('')}</section>
${anomalies.length > 0 ? `<section class="look"><h2>Worth a look</h2><ul>${anomalies.map(text => `<li>${e(text)}</li>`).join('')}</ul></section>` : ''}
${days(report)}
${table('Customers', report.customers)}
${table('Services', report.services)}
${others.map(one => table(`Customers, in ${e(one.currency)}`, one.customers) + table(`Services, in ${e(one.currency)}`, one.services)).join('\n')}
${notes.length > 0 ? `<footer>${notes.map(note => `<p class="soft">${e(note)}</p>`).join('')}</footer>` : ''}
</main></body></html>
`
}

function creditTile(credit: CreditLeft, currency: string): [string, string, string] {
  const other = credit.currency === '' || credit.currency === currency ? '' : `${credit.currency} `
  const used = credit.used_percent ? `, ${credit.used_percent.text}% used` : ''
  return ['Credit left today', `${other}${money(credit.left)}`, `of ${money(credit.quota)}${used}`]
}

function days(report: Report): string {
  const bars = dayBars(report.days, money)
  const width = 800 / bars.length
  const shapes = bars.map((bar, index) => {
    const height = bar.share * 120
    return `<rect x="${(index * width + 1.5).toFixed(1)}" y="${(125 - height).toFixed(1)}" width="${(width - 3).toFixed(1)}" height="${height.toFixed(1)}"><title>${e(bar.label)}: ${bar.text}</title></rect>`
  })
  const marks = bars
    .map((_, index) => index)
    .filter(index => index === 0 || (index + 1) % 5 === 0)
    .map(index => `<text x="${(index * width + width / 2).toFixed(1)}" y="143">${index + 1}</text>`)
  const top = bars.reduce((a, b) => (b.share > a.share ? b : a), bars[0]!)
  return `<section><h2>Revenue by day</h2><svg viewBox="0 0 800 148" role="img" aria-label="${e(`Revenue by day; the largest is ${top.label} with ${top.text}`)}"><line x1="0" y1="125.5" x2="800" y2="125.5"/>${shapes.join('')}${marks.join('')}</svg></section>`
}

function table(title: string, rows: Share[]): string {
  const shown = rows.slice(0, ROWS)
  const top = shown[0]?.revenue.units ?? 0n
  const compares = rows.some(row => row.before)
  const lines = shown.map(
    row => `<tr><th scope="row">${e(row.name)}<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect width="${(shareOf(row.revenue.units, top) * 100).toFixed(1)}" height="4"/></svg></th>
<td>${money(row.revenue)}</td><td class="cost">${money(row.cost)}</td><td class="${row.margin.isNegative ? 'loss' : ''}">${money(row.margin)}</td><td class="rate share">${row.margin_percent ? `${row.margin_percent.text}%` : ''}</td>${compares ? `<td class="rate">${row.change_percent ? signed(row.change_percent) : row.before?.isZero ? 'new' : ''}</td>` : ''}</tr>`,
  )
  return `<table><caption>${title}</caption><thead><tr><th scope="col">Name</th><th scope="col">Revenue</th><th scope="col" class="cost">Cost</th><th scope="col">Margin</th><th scope="col" class="rate share">%</th>${compares ? '<th scope="col" class="rate">Change</th>' : ''}</tr></thead>
<tbody>${lines.join('\n')}</tbody></table>${rows.length > ROWS ? `<p class="soft">and ${rows.length - ROWS} more</p>` : ''}`
}

const STYLE = `
:root{--ink:#1c2530;--soft:#5a6673;--rule:#dde3e8;--tint:#f4f7f9;--brand:#1d4e6b}
*{box-sizing:border-box}
body{margin:0;background:#e9edf0;color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:920px;margin:24px auto;background:#fff;padding:44px 48px;border-top:6px solid var(--brand)}
h1,h2,p,ul{margin:0;padding:0}
h1{font-size:28px;color:var(--brand);line-height:1.2}
h2,caption{font-size:12px;font-weight:650;letter-spacing:.04em;color:var(--soft);text-align:left;margin-bottom:6px;padding-bottom:4px}
.soft{color:var(--soft);font-size:13px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(180px,1fr));gap:16px;margin:26px 0}
.tiles div{background:var(--tint);border-left:4px solid var(--brand);padding:14px 14px 14px 16px}
.big{font-size:23px;overflow-wrap:anywhere;font-weight:680;font-variant-numeric:tabular-nums;line-height:1.25}
.look{border:1px solid #e0b84c;background:#fffaf0;padding:14px 18px;margin-bottom:26px}
.look li{margin-left:18px}
svg{width:100%;height:auto;display:block}
rect{fill:var(--brand)}line{stroke:var(--rule)}text{font-size:12px;fill:var(--soft);text-anchor:middle}
table{width:100%;border-collapse:collapse;margin-top:32px;font-variant-numeric:tabular-nums}
th,td{text-align:right;padding:7px 0 7px 14px;border-bottom:1px solid var(--rule);font-weight:400;vertical-align:top;white-space:nowrap}
th[scope=row],thead th:first-child{text-align:left;padding-left:0;white-space:normal;overflow-wrap:anywhere;width:40%}
thead th{font-size:13px;color:var(--soft);border-bottom:2px solid var(--ink)}
.bar{height:4px;margin-top:4px}
.cost,.rate{color:var(--soft)}
.loss{color:#8a2f1d;font-weight:650}
footer{margin-top:24px}
@media (max-width:640px){main{margin:0;padding:24px 18px}.tiles{grid-template-columns:1fr 1fr;gap:10px}.tiles div{padding:10px 12px}.big{font-size:21px}.cost,.share{display:none}th,td{padding-left:10px}text{font-size:24px}}
@media print{@page{size:A4;margin:14mm}body{background:#fff;font-size:10.5pt}main{margin:0;padding:0;border:0;max-width:none}tr,.tiles,.look{break-inside:avoid}rect,.tiles div,.look{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
