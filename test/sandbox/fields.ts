// Notes which fields of answers hold something.
const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** Notes every field of an answer that holds something. */
export function noteFilled(value: unknown, into: Set<string>, at = ''): void {
  if (Array.isArray(value)) for (const one of value) noteFilled(one, into, `${at}[]`)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) {
      if (isEmpty(part)) continue
      const path = at === '' ? name : `${at}.${name}`
      into.add(path)
      noteFilled(part, into, path)
    }
  }
}
