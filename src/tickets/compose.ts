// From what an operator says to a ticket that the API takes: products by name, questions answered, limits kept.
import type {Api} from '../api/client.js'
import type {Input, Output} from '../api/types.js'
import {Failure, usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import type {Scope} from './act.js'
import {fillTemplate, listed, openQuestions, questionsOf} from './template.js'

/** The constant that every ticket of the API carries. Source: api-ticket/CreateCases.html */
export const SOURCE_ID = '83aeb0f2834c4df49826c781d32a963e'

/** A ticket as an operator writes it; all words, no ids. */
export interface Draft {
  category?: string
  product?: string
  problem?: string
  severity?: string
  region?: string
  description?: string
  /** Answers to the template's questions. */
  answers: Record<string, string>
  /** Additional parameters by key. */
  parameters: Record<string, string>
  project?: string
  /** The description need not follow the template. */
  freeText?: boolean
}

/** Who is asked for what is missing. Elsewhere each of these throws a Failure that names the flag. */
export interface Questions {
  readonly mayAsk: boolean
  /** `read` throws a Failure that says what is wrong with an answer, which is then asked for again. */
  text(flag: string, message: string, options?: {read?: (text: string) => string}): Promise<string>
  choose<T>(flag: string, message: string, choices: {name: string; value: T}[]): Promise<T>
  search<T>(flag: string, message: string, choices: {name: string; value: T}[]): Promise<T>
  /** A text written with the template before one's eyes; a free one need not follow it. */
  describe(template: string, isFree: boolean): Promise<string>
}

type Category = NonNullable<Output<'ListCaseCategories'>['incident_sub_type_list']>[number]
type Product = NonNullable<Category['incident_product_category_list']>[number]
type Problem = NonNullable<Output<'ListProblemTypes'>['incident_business_type_list']>[number]
type Parameter = NonNullable<Output<'ListExtendsParams'>['extends_params']>[number]

export type CaseInput = Input<'CreateCases'>

/** A name or id among things that have both, or a part of a name that only one has. */
function named<T>(text: string, what: string, all: {value: T; names: (string | undefined)[]}[]): T {
  const fold = (name: string) => name.toLowerCase()
  const has = (test: (name: string) => boolean) =>
    all.filter(one => one.names.some(name => name !== undefined && test(fold(name))))
  const exact = has(name => name === fold(text))
  const found = exact.length > 0 ? exact : has(name => name.includes(fold(text)))
  if (found.length === 1) return found[0]!.value
  const offered = (found.length > 0 ? found : all).slice(0, 20).map(one => one.names.filter(Boolean).join('  '))
  throw usage(
    found.length === 0 ? `there is no ${what} "${text}"` : `"${text}" is part of ${found.length} names`,
    ...offered,
  )
}

/** What a problem type wants to know. */
export interface ProblemFacts {
  category: Category
  product: Product
  problem: Problem
  template: string
  parameters: Parameter[]
}

/** Builds the request of a ticket, asking for what is missing. Nothing is written. */
export async function compose(
  api: Api,
  draft: Draft,
  ask: Questions,
  {as}: Scope,
): Promise<{input: CaseInput; facts: ProblemFacts}> {
  const interactive =
    ask.mayAsk && (!draft.product || !draft.problem || (!draft.description && Object.keys(draft.answers).length === 0))
  const {category, product} = await theProduct(api, draft, ask, as)
  const problem = await theProblem(api, product, draft, ask, as)
  const business_type_id = problem.business_type_id!
  await checkQuota(api, product, problem, as)
  const severity_id = await theSeverity(api, product, problem, draft, interactive ? ask : undefined, as)
  const region_id = await theRegion(api, problem, draft, ask, as)
  const known = {
    product_category_id: product.incident_product_category_id,
    incident_sub_type_id: category.incident_sub_type_id,
  }
  const {extends_params: parameters = []} = await api.call('ListExtendsParams', {business_type_id, ...known}, {as})
  const extends_map = await theParameters(parameters, draft.parameters, ask, interactive)
  const {incident_template_list: templates = []} = await api.call('ListCaseTemplates', {business_type_id}, {as})
  const template = templates[0]?.incident_template_content ?? ''
  const simple_description = await theDescription(template, draft, ask)
  const input: CaseInput = {
    ...known,
    business_type_id,
    severity_id,
    region_id,
    simple_description,
    source_id: SOURCE_ID,
    project_id: draft.project,
    extends_map: Object.keys(extends_map).length > 0 ? extends_map : undefined,
  }
  return {input, facts: {category, product, problem, template, parameters}}
}

/** The product of a name, abbreviation or id, and the category that it stands in. */
export async function findProduct(
  api: Api,
  text: string,
  {as}: Scope,
  category?: string,
): Promise<{category: Category; product: Product}> {
  const {incident_sub_type_list: categories = []} = await api.call('ListCaseCategories', {}, {as})
  return named(text, 'product', productsOf(category ? [findCategory(categories, category)] : categories))
}

/**
 * The problem type of a name or id within a product; the first that counts against the support plan when none is named.
 */
export async function findProblem(api: Api, product: Product, text: string | undefined, {as}: Scope): Promise<Problem> {
  const product_category_id = product.incident_product_category_id
  const {incident_business_type_list: all = []} = await api.call('ListProblemTypes', {product_category_id}, {as})
  const counted = all.find(one => one.can_use_support_plan) ?? all[0]
  if (text === undefined && counted) return counted
  return named(
    text ?? '',
    'problem type',
    all.map(value => ({value, names: [value.business_type_name, value.business_type_id]})),
  )
}

const findCategory = (categories: Category[], text: string): Category =>
  named(
    text,
    'category',
    categories.map(value => ({value, names: [value.incident_sub_type_name, value.incident_sub_type_id]})),
  )

const productsOf = (categories: Category[]) =>
  categories.flatMap(category =>
    (category.incident_product_category_list ?? []).map(product => ({
      value: {category, product},
      names: [
        product.incident_product_category_name,
        product.incident_product_category_acronym,
        product.incident_product_category_id,
      ],
    })),
  )

async function theProduct(api: Api, draft: Draft, ask: Questions, as?: string) {
  if (draft.product) return findProduct(api, draft.product, {as}, draft.category)
  if (!ask.mayAsk) await ask.text('--product', 'Product')
  const {incident_sub_type_list: categories = []} = await api.call('ListCaseCategories', {}, {as})
  const category = draft.category
    ? findCategory(categories, draft.category)
    : await ask.choose(
        '--category',
        'Category',
        categories.map(value => ({name: value.incident_sub_type_name ?? '', value})),
      )
  const choices = productsOf([category]).map(({value, names: [name = '', short]}) => ({
    name: short && short !== name ? `${name}  ${short}` : name,
    value,
  }))
  return choices.length === 1 ? choices[0]!.value : ask.search('--product', 'Product', choices)
}

async function theProblem(api: Api, product: Product, draft: Draft, ask: Questions, as?: string): Promise<Problem> {
  if (draft.problem) return findProblem(api, product, draft.problem, {as})
  if (!ask.mayAsk) await ask.text('--problem', 'Problem type')
  const product_category_id = product.incident_product_category_id
  const {incident_business_type_list: all = []} = await api.call('ListProblemTypes', {product_category_id}, {as})
  return ask.choose(
    '--problem',
    'Problem type',
    all.map(value => ({name: value.business_type_name ?? '', value})),
  )
}

const isFault = (problem: Problem) => problem.case_type === '5'

/** A ticket that the support plan has no room for would be refused after everything else was done. */
async function checkQuota(api: Api, product: Product, problem: Problem, as?: string): Promise<void> {
  if (!problem.can_use_support_plan) return
  const input = {business_type_id: problem.business_type_id!, product_category_id: product.incident_product_category_id}
  const {total, un_used} = (await api.aside('quotas of tickets', () => api.call('ListCaseQuotas', input, {as}))) ?? {}
  if (total === undefined || total <= 0 || un_used === undefined || un_used > 0) return
  throw new Failure('refused', `the support plan's ${total} technical tickets of this month (UTC+8) are used up`, {
    next: [
      'partnerctl ticket quota',
      'Choose a problem type that needs no support plan: partnerctl ticket config problems',
    ],
  })
}

async function theSeverity(
  api: Api,
  product: Product,
  problem: Problem,
  draft: Draft,
  ask: Questions | undefined,
  as?: string,
) {
  if (!draft.severity && !ask) return undefined
  const input = {
    business_type_id: problem.business_type_id!,
    product_category_id: product.incident_product_category_id!,
  }
  const {show, severity_list: all = []} = await api.call('ListSeverities', input, {as})
  const choices = all.map(value => ({value: value.severity_id, names: [value.severity_name, value.severity_id]}))
  if (draft.severity) return named(draft.severity, 'severity in your support plan', choices)
  // 1 in an example of the reference, true in the SDK.
  if (!show || choices.length < 2) return undefined
  return ask!.choose(
    '--severity',
    'How severe is it',
    choices.map(({value, names}) => ({name: names[0] ?? '', value})),
  )
}

async function theRegion(
  api: Api,
  problem: Problem,
  draft: Draft,
  ask: Questions,
  as?: string,
): Promise<string | undefined> {
  if (!draft.region && !isFault(problem)) return undefined
  if (!draft.region && !ask.mayAsk) await ask.text('--region', 'Region')
  const {data_center_list: all = []} = await api.call('ListRegions', {}, {as})
  const choices = all.map(value => ({value: value.region_id!, names: [value.region_id, value.region_name]}))
  if (draft.region) return named(draft.region, 'region', choices)
  return ask.search(
    '--region',
    'Region',
    choices.map(({value, names}) => ({name: names.join('  '), value})),
  )
}

const choicesOf = ({select_item}: Parameter): string[] =>
  (select_item ?? '')
    .split(/[,;|]/)
    .map(one => one.trim())
    .filter(Boolean)

/** What is wrong with the value of an additional parameter. */
function problemWith(parameter: Parameter, value: string): string | undefined {
  const choices = choicesOf(parameter)
  const {length, min_value, max_value, required} = parameter
  if (value === '') return required ? 'is needed' : undefined
  if (choices.length > 0 && !choices.includes(value)) return `is one of ${choices.join(', ')}`
  if (length && [...value].length > length) return `has at most ${length} characters`
  if (min_value && Number(value) < min_value) return `is at least ${min_value}`
  if (max_value && Number(value) > max_value) return `is at most ${max_value}`
  return undefined
}

function checked(parameter: Parameter, value: string): string {
  const problem = problemWith(parameter, value)
  const {param_key, param_name, tips} = parameter
  if (problem) throw usage(`${param_key} (${param_name}) ${problem}`, ...(tips ? [tips] : []))
  return value
}

async function theParameters(all: Parameter[], given: Record<string, string>, ask: Questions, interactive: boolean) {
  const values: Record<string, string> = {}
  for (const key of Object.keys(given)) {
    if (all.some(one => one.param_key === key)) continue
    const known = all.map(one => `${one.param_key}  ${one.param_name}${one.required ? ' (needed)' : ''}`)
    throw usage(`this problem type has no parameter "${key}"`, ...known)
  }
  for (const parameter of all) {
    const key = parameter.param_key!
    const flag = `--param ${key}=...`
    const message = `${parameter.param_name ?? key}${parameter.required ? '' : ' (empty: none)'}`
    let value = lookUp(given, key)
    if (value === undefined && (parameter.required || (interactive && parameter.is_show !== 0))) {
      const choices = choicesOf(parameter)
      value =
        choices.length > 0
          ? await ask.choose(
              flag,
              message,
              [...choices, ...(parameter.required ? [] : [''])].map(one => ({name: one || 'none', value: one})),
            )
          : await ask.text(flag, message, {read: text => checked(parameter, text)})
    }
    if (value !== undefined) checked(parameter, value)
    if (value) values[key] = value
  }
  return values
}

async function theDescription(template: string, draft: Draft, ask: Questions): Promise<string> {
  const answered = Object.keys(draft.answers).length > 0
  if (answered && draft.description) throw usage('--description and --answer exclude each other')
  const text = draft.description ?? (answered ? fillTemplate(template, draft.answers) : undefined)
  if (text === undefined) {
    if (!ask.mayAsk)
      throw usage(
        '--description is missing',
        'or --answer "QUESTION=..." for each of these',
        ...listed(questionsOf(template)),
      )
    // Whoever writes it sees what is not answered, and says whether it is right all the same.
    return (await ask.describe(template, draft.freeText ?? false)).trim()
  }
  if (text.trim() === '') throw usage('the description is empty')
  const open = draft.freeText ? [] : openQuestions(template, text)
  if (open.length > 0) {
    throw usage(
      `the description does not answer: ${open.join('; ')}`,
      'Write each question with its answer behind the colon, or use --answer "QUESTION=..."',
      'partnerctl ticket config templates    prints the template; --free-text sends the description as it is',
    )
  }
  return text.trim()
}
