// What a statement prints, looked up in the fonts before it gets a number: a character that no font has would be a gap
// in a name, and nobody would be told.
import {Decimal} from '../../decimal.js'
import {usage} from '../../failure.js'
import {FontSet} from './fonts.js'
import {formatCycle, formatDate} from './format.js'
import type {Issuer} from './html.js'
import type {Statement} from './statement.js'

/** A text that stands on a statement, and the first of its characters that no font has. */
interface MissingGlyph {
  /** Whose text it is: a customer's, or the issuer's. */
  owner: string
  /** As the price book or the statement's data call it: `name`, `address`, `lines.label`, `resources.name`. */
  field: string
  text: string
  character: string
}

/** Members that no document prints: keys, paths, settings. */
const UNSEEN = new Set('kind cycle language currency book_version days logo logoFile logoData color'.split(' '))
const UNSEEN_OF_CUSTOMER = new Set('key id language tax'.split(' '))

/** Every text below a value, with the names that lead to it. */
function* textsIn(value: unknown, path: string[] = []): Generator<[field: string, text: string]> {
  if (typeof value === 'string') yield [path.filter(name => name !== 'customer').join('.'), value]
  else if (Array.isArray(value)) for (const one of value) yield* textsIn(one, path)
  else if (value && typeof value === 'object' && !(value instanceof Decimal) && !Buffer.isBuffer(value)) {
    const unseen = path[0] === 'customer' ? UNSEEN_OF_CUSTOMER : UNSEEN
    for (const [name, one] of Object.entries(value)) if (!unseen.has(name)) yield* textsIn(one, [...path, name])
  }
}

/** The texts of statements that fonts cannot print, each once. */
async function missingGlyphs(statements: Statement[], issuer: Issuer): Promise<MissingGlyph[]> {
  const fonts = new FontSet()
  const looked = new Map<string, string | undefined>()
  const found = new Map<string, MissingGlyph>()
  const lookAt = async (owner: string, [field, text]: [string, string]) => {
    // A month of a thousand statements says the same words again and again.
    if (!looked.has(text)) looked.set(text, await fonts.missing(text))
    const character = looked.get(text)
    const key = `${owner}\n${text}`
    if (character !== undefined && !found.has(key)) found.set(key, {owner, field, text, character})
  }
  for (const one of textsIn(issuer)) await lookAt('statement', one)
  for (const statement of statements) {
    const {language, issue_date, due_date, cycle} = statement
    const dates = [...[issue_date, due_date].map(day => formatDate(day, language)), formatCycle(cycle, language)]
    for (const one of textsIn({...statement, dates})) await lookAt(ownerOf(statement), one)
  }
  return [...found.values()]
}

function ownerOf({customer, account_name, customer_id}: Statement): string {
  const called = customer.key ?? account_name
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
  issuer: Issuer,
  note?: (text: string) => void,
): Promise<void> {
  const missing = (await missingGlyphs(statements, issuer)).map(inWords)
  if (missing.length === 0) return
  if (note) {
    for (const text of missing) note(`Note: ${text}`)
    return
  }
  const [first, ...others] = missing
  throw usage(
    first!,
    ...others.slice(0, MOST_TOLD),
    ...(others.length > MOST_TOLD ? [`and ${others.length - MOST_TOLD} texts more`] : []),
    'Make statements that are shown in any script: --format html or --format xlsx',
    'Or write it in the price book in letters that the fonts have: Latin, Cyrillic, Chinese',
  )
}

const MOST_TOLD = 20
