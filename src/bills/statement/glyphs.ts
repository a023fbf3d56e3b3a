// What a statement prints, looked up in the fonts before it gets a number: a character that no font has would be a gap
// in a name, and nobody would be told.
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {packageFor} from './drawing/pieces.js'
import type {FontSet} from './fonts.js'
import {formatCycle, formatDate} from './format.js'
import {labelsOf} from './labels.js'
import type {Statement} from './statement.js'
import {addressOf, remarks, sellerLines} from './texts.js'

/** A text that stands on a statement, and the first of its characters that no font has. */
interface MissingGlyph {
  /** Whose text it is: a customer's, or the issuer's. */
  owner: string
  /** As the price book or the statement's data call it: `name`, `address`, `lines.label`, `resources.name`. */
  field: string
  text: string
  character: string
}

/** Members that no document prints: codes, settings, what is printed as another text. */
const UNSEEN = new Set(
  'kind title einvoice cycle language currency days logo color country electronic means unit category reason_code code'.split(
    ' ',
  ),
)
/** Members whose names say nothing to who reads the message. */
const UNSAID = new Set(['customer', 'seller', 'overview'])

/** Every text below a value, with the names that lead to it. */
function* textsIn(value: unknown, path: string[] = []): Generator<[field: string, text: string]> {
  if (typeof value === 'string') yield [path.filter(name => !UNSAID.has(name)).join('.'), value]
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one, path)
  else if (value && typeof value === 'object' && !(value instanceof Decimal) && !Buffer.isBuffer(value)) {
    for (const [name, one] of Object.entries(value)) if (!UNSEEN.has(name)) yield* textsIn(one, [...path, name])
  }
}

/** The texts of statements that fonts cannot print, each once. */
async function missingGlyphs(statements: Statement[], fonts: FontSet): Promise<MissingGlyph[]> {
  const looked = new Map<string, string | undefined>()
  const found = new Map<string, MissingGlyph>()
  const lookAt = async (owner: string, [field, text]: [string, string]) => {
    // A month of a thousand statements says the same words again and again.
    if (!looked.has(text)) looked.set(text, await fonts.missing(text))
    const character = looked.get(text)
    const key = `${owner}\n${text}`
    if (character !== undefined && !found.has(key)) found.set(key, {owner, field, text, character})
  }
  for (const statement of statements) {
    const {seller, payment, ...rest} = statement
    const {lines: paid, ...bank} = payment ?? {}
    const {customer, language, issue_date, due_date, cycle} = rest
    const words = labelsOf(language)
    const dates = [...[issue_date, due_date].map(day => formatDate(day, language)), formatCycle(cycle, language)]
    for (const one of textsIn({...seller, payment: paid, ...bank, dates})) await lookAt('statement', one)
    for (const one of textsIn(rest)) await lookAt(ownerOf(statement), one)
    // What is made of these.
    const made = {
      address: [...sellerLines(seller, customer, words, language), ...addressOf(customer, seller, language)],
      notes: remarks(statement, words),
    }
    for (const one of textsIn(made)) await lookAt(ownerOf(statement), one)
  }
  return [...found.values()]
}

function ownerOf({account_name: called, customer_id}: Statement): string {
  return `customer ${called && called !== customer_id ? `${called} (${customer_id})` : customer_id}`
}

const codePoint = (character: string) => character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
const inWords = ({owner, field, text, character}: MissingGlyph) =>
  `${owner}: ${field}: "${text}" has no font: ${character} U+${codePoint(character)}`

/**
 * Looks up every text that PDFs of these statements print. Throws `usage` with each one that would not be whole; of a
 * preview it is only told.
 */
export async function checkGlyphs(
  statements: Statement[],
  fonts: FontSet,
  {book, note}: {book: string; note?: (text: string) => void},
): Promise<void> {
  await fonts.check()
  const missing = await missingGlyphs(statements, fonts)
  if (missing.length === 0) return
  const [first, ...others] = missing.map(inWords)
  if (note) {
    for (const text of [first!, ...others]) note(`Note: ${text}`)
    return
  }
  const packages = new Set(missing.flatMap(({character}) => packageFor(character) ?? []))
  throw usage(
    first!,
    ...others.slice(0, MOST_TOLD),
    ...(others.length > MOST_TOLD ? [`and ${others.length - MOST_TOLD} texts more`] : []),
    ...[...packages].map(name => `npm install --global ${name}     beside a partnerctl that is installed the same way`),
    `Or name a file of a font that has it, fonts: [FILE.ttf] under statement in ${book}`,
    'Or make statements that are shown in any script: --format html or --format xlsx',
  )
}

const MOST_TOLD = 20
