// A price book to begin with: the template, with what is known already.

export interface Beginning {
  cost: 'expenditure' | 'settlement'
  /** Each gets an entry; the template's example stays where there are none. */
  customers?: KnownCustomer[]
}

export interface KnownCustomer {
  customer_id: string
  account_name: string
  /** Its reseller, where it has one. */
  reseller?: {id: string; name: string}
}

/** Makes a book of the template. */
export function newBook(template: string, {cost, customers}: Beginning): string {
  const book = template.replace(/^cost: expenditure/m, `cost: ${cost}`)
  if (!customers || customers.length === 0) return book
  const entries = [...customers]
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map(one => {
      // The legal name is for the partner to write: an account name is none.
      const id = one.account_name ? `id: ${quoted(one.customer_id)}, ` : ''
      return `  ${quoted(nameOf(one))}: { ${id}name: ${quoted(nameOf(one))} }\n`
    })
  const resold = resellers(customers)
  return book.replace(/^(customers:.*\n)(?: {2}.*\n)+/m, (_, heading) => `${heading}${entries.join('')}${resold}`)
}

/** The resellers, with their customers. Who is billed for them is for the partner to say: nothing changes before. */
function resellers(customers: KnownCustomer[]): string {
  const known = new Map<string, {name: string; members: string[]}>()
  for (const customer of customers) {
    const {reseller} = customer
    if (!reseller) continue
    const one = known.get(reseller.id) ?? {name: reseller.name, members: []}
    one.members.push(nameOf(customer))
    known.set(reseller.id, one)
  }
  if (known.size === 0) return ''
  const entries = [...known].map(([id, {name, members}]) => {
    const listed = members.sort().map(quoted).join(', ')
    const key = quoted(name || id)
    return `  ${key}: { id: ${quoted(id)}, name: ${key}, bills: customers, customers: [${listed}] }\n`
  })
  return `
resellers: # bills: reseller sends one document to the reseller, with a subtotal for each of its customers
${entries.sort().join('')}`
}

const nameOf = ({account_name, customer_id}: {account_name: string; customer_id: string}) => account_name || customer_id

/** A text as YAML takes it, whatever it is. */
const quoted = (text: string): string =>
  /^[A-Za-z][\w-]*$/.test(text) && !WORDS.test(text) ? text : JSON.stringify(text)

/** Words that readers of YAML take for something else. */
const WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i
