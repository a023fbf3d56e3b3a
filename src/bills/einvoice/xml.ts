// XML as text: elements in the order in which they are given, nothing that is empty, the same bytes every time.

/** An element, as it is written. Nothing, where there is no content. */
export type Xml = string

/** A line feed of a text is no indentation. */
const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\n', '&#10;'],
])
/** What XML 1.0 cannot hold. */
export const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

const escaped = (text: string) =>
  text
    .trim()
    .replace(UNFIT, '')
    .replace(/[&<>"\n]/g, character => ESCAPES.get(character) ?? character)

type Attributes = Record<string, string | undefined>

/** An element with a text; nothing where the text is absent or blank. */
export function leaf(name: string, text: string | undefined, attributes: Attributes = {}): Xml {
  const content = escaped(text ?? '')
  return content === '' ? '' : `<${name}${attributesText(attributes)}>${content}</${name}>`
}

/** An element with elements; nothing where all of them are nothing. */
export function node(name: string, ...children: Xml[]): Xml {
  const content = children.filter(Boolean)
  return content.length === 0 ? '' : `<${name}>\n${indented(content)}\n</${name}>`
}

/** The outermost element, with its namespaces. */
export const document = (name: string, namespaces: Attributes, ...children: Xml[]): Xml =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attributesText(namespaces)}>\n${indented(children.filter(Boolean))}\n</${name}>\n`

const attributesText = (attributes: Attributes) =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${escaped(value!)}"`)
    .join('')

const indented = (children: Xml[]) =>
  children
    .join('\n')
    .split('\n')
    .map(line => ` ${line}`)
    .join('\n')
