// Names for what the sandbox invents: companies only, no persons. Plausible, none of them meant to exist.
import type {Dice} from '../state/random.js'

const first = [
  'Andes',
  'Baltic',
  'Cedar',
  'Delta',
  'Emerald',
  'Falcon',
  'Granite',
  'Harbour',
  'Indigo',
  'Jade',
  'Karoo',
  'Lagoon',
  'Meridian',
  'Nimbus',
  'Orchid',
  'Pampa',
  'Quartz',
  'Riverside',
  'Sahara',
  'Tamarind',
  'Umbra',
  'Vega',
  'Willow',
  'Xenon',
  'Yarrow',
  'Zephyr',
  'Acacia',
  'Borealis',
  'Condor',
  'Dune',
  'Equator',
  'Fjord',
  'Glacier',
  'Horizon',
  'Iberis',
  'Juniper',
  'Kestrel',
  'Lumen',
  'Monsoon',
  'Northstar',
] as const
const trade = [
  'Retail',
  'Logistics',
  'Foods',
  'Textiles',
  'Energy',
  'Mobility',
  'Media',
  'Games',
  'Health',
  'Pharma',
  'Analytics',
  'Insurance',
  'Travel',
  'Learning',
  'Robotics',
  'Shipping',
  'Telecom',
  'Farms',
  'Motors',
  'Studios',
  'Payments',
  'Water',
  'Mining',
  'Optics',
  'Home',
] as const
const chinese = [
  '华北',
  '江南',
  '珠江',
  '长风',
  '青云',
  '海岳',
  '天禾',
  '星河',
  '金桥',
  '远山',
  '明湖',
  '瑞丰',
] as const
const chineseTrade = ['零售', '物流', '食品', '能源', '传媒', '医疗', '教育', '智能', '电子', '旅游'] as const

/**
 * A country a customer may come from: its two letters, its telephone code, its legal form, and its tax on cloud
 * services in 1/10000.
 */
export interface Country {
  area: string
  dial: string
  form: string
  tax: number
  region: string
}

const international: Country[] = [
  {area: 'MX', dial: '0052', form: 'SA de CV', tax: 1600, region: 'la-north-2'},
  {area: 'SG', dial: '0065', form: 'Pte. Ltd.', tax: 900, region: 'ap-southeast-3'},
  {area: 'TH', dial: '0066', form: 'Co., Ltd.', tax: 700, region: 'ap-southeast-2'},
  {area: 'ZA', dial: '0027', form: '(Pty) Ltd', tax: 1500, region: 'af-south-1'},
  {area: 'CL', dial: '0056', form: 'SpA', tax: 1900, region: 'la-south-2'},
  {area: 'HK', dial: '00852', form: 'Limited', tax: 0, region: 'ap-southeast-1'},
  {area: 'ID', dial: '0062', form: 'PT', tax: 1100, region: 'ap-southeast-4'},
  {area: 'AE', dial: '00971', form: 'FZ-LLC', tax: 0, region: 'me-east-1'},
  {area: 'BR', dial: '0055', form: 'Ltda.', tax: 0, region: 'sa-brazil-1'},
  {area: 'PE', dial: '0051', form: 'SAC', tax: 0, region: 'la-south-2'},
]
const european: Country[] = [
  {area: 'IE', dial: '00353', form: 'Limited', tax: 2300, region: 'eu-west-101'},
  {area: 'DE', dial: '0049', form: 'GmbH', tax: 0, region: 'eu-west-101'},
  {area: 'FR', dial: '0033', form: 'SAS', tax: 0, region: 'eu-west-101'},
  {area: 'PL', dial: '0048', form: 'Sp. z o.o.', tax: 0, region: 'eu-west-101'},
  {area: 'ES', dial: '0034', form: 'SL', tax: 0, region: 'eu-west-101'},
]
const mainland: Country[] = [
  {area: 'CN', dial: '0086', form: '有限公司', tax: 0, region: 'cn-north-4'},
  {area: 'CN', dial: '0086', form: '有限公司', tax: 0, region: 'cn-east-3'},
  {area: 'CN', dial: '0086', form: '有限公司', tax: 0, region: 'cn-south-1'},
]

export const countries = {intl: international, eu: european, cn: mainland}

/** A company's name and the login name made from it. */
export function companyName(dice: Dice, country: Country): {name: string; slug: string} {
  const [a, b] = [dice.pick(first), dice.pick(trade)]
  const slug = `${a}-${b}`.toLowerCase()
  if (country.area === 'CN') return {name: `${dice.pick(chinese)}${dice.pick(chineseTrade)}${country.form}`, slug}
  return {name: country.form === 'PT' ? `PT ${a} ${b}` : `${a} ${b} ${country.form}`, slug}
}

/** Names that break tools: every one stands for a mistake that somebody has made. */
export const nastyNames: {name: string; account: string; label: string}[] = [
  {name: '=SUM(A1:A9)', account: '-minus-first', label: '=1+1'},
  {name: '+49 30 Consulting', account: '_under_score', label: '+1'},
  {name: '-Dash & Co', account: 'dash-and-co', label: '-1'},
  {name: '@at sign Ltd', account: 'at-sign-ltd', label: '@label'},
  {name: 'Comma, Quote " and ; Semicolon', account: 'comma-quote', label: 'a,b;c'},
  {name: '株式会社サクラ商会', account: 'sakura-shokai', label: '重要'},
  {name: '한강무역 주식회사', account: 'hangang-trading', label: '고객'},
  {name: 'شركة النخيل للتجارة', account: 'alnakheel-trading', label: 'مهم'},
  {name: 'חברת הדקל בע"מ', account: 'hadekel', label: 'לקוח'},
  {name: 'Line\nbreak\tand tab', account: 'line-break', label: 'two\nlines'},
  {name: 'Emoji 🚀🏭 Works', account: 'emoji-works', label: '⭐'},
  {name: 'Zero\u200bwidth and \u202eoverride', account: 'zero-width', label: '\u200f'},
  {name: '\u001b[31mRed\u001b[0m Terminal', account: 'ansi-red', label: '\u001b]0;x\u0007'},
  {name: '000123', account: 'leading-zeros', label: '007'},
  {name: '1234567890123456789', account: 'nineteen-digits', label: '9007199254740993'},
  {name: '1e5', account: 'exponent-name', label: '1E5'},
  {name: '2026-01-02', account: 'looks-like-a-date', label: '1/2'},
  {name: 'null', account: 'null-name', label: 'undefined'},
  {name: ' spaces around ', account: 'spaces-around', label: ' '},
  {name: 'É\u0301 combining e\u0301', account: 'combining', label: 'ﬁ'},
  {name: `Long ${'name '.repeat(24).trim()}`, account: 'a-very-long-account-name-32-chars', label: 'x'.repeat(64)},
  {name: "'; DROP TABLE customers; --", account: 'bobby-tables', label: '<script>alert(1)</script>'},
]
