// The form of a real-name authentication: what it asks for, and the questions for what is missing.
import {closeSync, openSync, readSync, statSync} from 'node:fs'
import {basename, extname} from 'node:path'
import type {Bucket} from '../../../api/bucket.js'
import type {Api} from '../../../api/client.js'
import {inputFields, wordsOf} from '../../../api/contract/fields.js'
import type {Input} from '../../../api/types.js'
import {checkPictures, picturesOf} from '../../../customers/realname.js'
import {usage} from '../../../failure.js'
import {lookUp} from '../../../look-up.js'
import {readField, slug} from '../../fields.js'
import {countries} from '../../input/countries.js'
import {needed, optional, type Prompter} from '../../input/prompts.js'

/** A person, an organisation, or a person's account that becomes an organisation's. */
export const kinds = ['individual', 'enterprise', 'change'] as const
export type Kind = (typeof kinds)[number]

export interface RealnameForm {
  kind?: Kind
  /** As it is typed; {@link askRealname} makes a code of it. */
  certificate?: string
  certificateCode?: number
  name?: string
  number?: string
  bankCard?: Input<'CreatePersonalRealnameAuth'>['bank_card_info']
  country?: string
  address?: string
  legal?: Input<'CreateEnterpriseRealnameAuthentication'>['enterprise_person']
  /** Local files, or `obs:` and a path below the bucket's download folder. */
  pictures: string[]
}

const IN_BUCKET = 'obs:'
const TYPES = ['.jpg', '.jpeg', '.bmp', '.png', '.gif', '.pdf']
const MAX_BYTES = 10 * 1024 * 1024

/** Completes a form: asks for what is missing, and checks the pictures against the certificate. */
export async function askRealname(prompts: Prompter, api: Api, given: RealnameForm): Promise<RealnameForm> {
  const {site} = await api.session
  const form = {...given}
  form.kind ??= await prompts.choose<Kind>('--type', 'What is asked for', [
    {name: 'a person', value: 'individual'},
    {name: 'an organisation', value: 'enterprise'},
    {name: "a person's account becomes an organisation's", value: 'change'},
  ])
  const isPerson = form.kind === 'individual'
  if (!form.bankCard) {
    const choices = certificates(isPerson)
    form.certificateCode = form.certificate
      ? certificateCode(form.certificate, choices)
      : await prompts.choose(
          '--certificate',
          'Certificate',
          choices.map(({label, code}) => ({name: label, value: code})),
        )
  }
  const read = (person: string, enterprise: string, flag: string) => async (text: string) => {
    const [operation, field] = isPerson
      ? (['CreatePersonalRealnameAuth', person] as const)
      : (['CreateEnterpriseRealnameAuthentication', enterprise] as const)
    return (await readField(api, operation, field, flag, needed(flag)(text))) as string
  }
  form.name ??= await prompts.text('--name', isPerson ? 'Name on the certificate' : 'Name of the organisation', {
    read: read('name', 'corp_name', '--name'),
  })
  // Who has the number can pass for the person.
  form.number ??= await prompts.text('--number', 'Number of the certificate', {
    read: read('verified_number', 'verified_number', '--number'),
    passing: true,
  })
  if (!isPerson && prompts.mayAsk) {
    form.country ??= await prompts.search('--country', 'Country of registration', countries())
    form.address ??= await prompts.text('--address', 'Registered address (empty: none)', {
      read: optional(read('', 'reg_address', '--address')),
    })
  }
  const expected = picturesOf(
    site,
    form.bankCard ? 'bank card' : isPerson ? 'individual' : 'enterprise',
    form.certificateCode,
  )
  if (form.pictures.length === 0 && prompts.mayAsk) {
    for (const what of expected) {
      form.pictures = [
        ...form.pictures,
        await prompts.text('--picture', `Picture of ${what} (file, or obs:PATH)`, {read: readPicture}),
      ]
    }
  }
  checkPictures(expected, form.pictures.length, !isPerson)
  for (const picture of form.pictures) readPicture(picture)
  return form
}

interface Certificate {
  code: number
  label: string
}

function certificates(isPerson: boolean): Certificate[] {
  const field = isPerson
    ? inputFields('CreatePersonalRealnameAuth').get('verified_type')!
    : inputFields('CreateEnterpriseRealnameAuthentication').get('certificate_type')!
  return Object.entries(wordsOf(field.schema)).map(([code, label]) => ({code: Number(code), label}))
}

function certificateCode(text: string, choices: Certificate[]): number {
  const wanted = slug(text)
  const found = choices.find(({code, label}) => slug(label) === wanted || String(code) === text)
  if (found) return found.code
  throw usage(`"${text}" is not a certificate here`, `There are: ${choices.map(({label}) => slug(label)).join(', ')}`)
}

function readPicture(picture: string): string {
  const problem = pictureProblem(picture)
  if (problem !== true) throw usage(`--picture ${picture}: ${problem}`)
  return picture
}

/** What is wrong with a picture, or true. */
function pictureProblem(picture: string): string | true {
  const path = picture.startsWith(IN_BUCKET) ? picture.slice(IN_BUCKET.length) : picture
  if (!TYPES.includes(extname(path).toLowerCase())) return `only ${TYPES.join(', ')} can be read`
  if (picture.startsWith(IN_BUCKET))
    return path.startsWith('/') ? 'the path begins below the download folder, without /' : true
  const size = statSync(path, {throwIfNoEntry: false})?.size
  if (size === undefined) return 'there is no such file'
  if (size === 0) return 'it is empty'
  if (!beginsLike(path)) return `what is in it is no ${extname(path).slice(1).toLowerCase()}`
  return size > MAX_BYTES ? `it has ${(size / 1024 / 1024).toFixed(1)} MB; 10 are allowed` : true
}

/** The first bytes of each type of picture. */
const beginnings: Record<string, string> = {
  '.jpg': 'ffd8ff',
  '.jpeg': 'ffd8ff',
  '.bmp': '424d',
  '.png': '89504e47',
  '.gif': '47494638',
  '.pdf': '25504446',
}

function beginsLike(path: string): boolean {
  const begin = Buffer.from(lookUp(beginnings, extname(path).toLowerCase())!, 'hex')
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(begin.length)
    readSync(file, bytes, 0, bytes.length, 0)
    return bytes.equals(begin)
  } finally {
    closeSync(file)
  }
}

/** The paths that the request names. Local files are put into the bucket first, which is opened only then. */
export async function picturePaths(
  pictures: string[],
  customerId: string,
  open: () => Promise<Bucket> | undefined,
): Promise<string[]> {
  const paths: string[] = []
  const bucket = pictures.every(picture => picture.startsWith(IN_BUCKET)) ? undefined : await open()
  for (const [index, picture] of pictures.entries()) {
    if (picture.startsWith(IN_BUCKET)) {
      paths.push(picture.slice(IN_BUCKET.length))
      continue
    }
    // Two pictures may have the same name in two folders.
    const path = `${customerId}/${index + 1}-${basename(picture)}`
    if (bucket) await bucket.putFile(`download/${path}`, picture)
    paths.push(path)
  }
  return paths
}

/** The form as a person reads it before it is sent. */
export function realnameLines(form: RealnameForm): string[][] {
  const lines: [string, string | undefined][] = [
    ['asked for', form.kind],
    [
      'certificate',
      form.bankCard
        ? 'bank card'
        : certificates(form.kind === 'individual').find(one => one.code === form.certificateCode)?.label,
    ],
    ['name', form.name],
    ['number', form.number],
    ['country', form.country],
    ['address', form.address],
    ['legal representative', form.legal?.legel_name],
    ['pictures', form.pictures.join(', ')],
  ]
  return lines.filter((line): line is [string, string] => line[1] !== undefined)
}
