// The base of every command: flags -> profile -> client -> result -> view.
import {Flags, type Interfaces} from '@oclif/core'
import {checksOf, outcomeOfRows, type RowOutcome} from '../api/chunks.js'
import {Listing} from '../api/listing.js'
import {commandLine} from '../command-line.js'
import {Failure, usage} from '../failure.js'
import {checkName} from '../file-name.js'
import {lookUp} from '../look-up.js'
import {protect} from '../place.js'
import {AskingCommand} from './asking-command.js'
import {rememberColumns} from './completion/cache.js'
import {asArguments} from './either-form.js'
import {isReaderGone, unreported} from './ending.js'
import {fieldFlags} from './fields.js'
import {refuseEmptyWindow} from './input/window.js'
import {nextStep, typedScope} from './next-step.js'
import {checkQuery, type OutputSettings, writeRecord, writeRows} from './output/output.js'
import {pagerOf} from './output/pager.js'
import {type Progress, showProgress} from './output/progress.js'
import {chooseColumns, findColumn, type View} from './output/view.js'
import {currentRun} from './run.js'
import type {Taken} from './typed-scope.js'

/** Flags that name a place where something is written. */
const places = new Set(['out', 'output-file', 'log-file', 'result-file', 'form'])

/** Flags that say what a command is about, as its arguments do. */
const subjects = new Set(['customer', 'reseller', 'name', 'file'])

const isTable = (output: string) => output === 'table' || output === 'wide'

/** Says whose customer is meant. */
export const resellerFlag = fieldFlags('ListSubCustomers', 'indirect_partner_id')

/** Names the customer as which a request is made. */
export const customerFlag = {
  customer: Flags.string({
    char: 'C',
    summary: 'the customer (account name or id) as which the request is made',
    helpValue: 'NAME|ID',
    // As whom a request is made, in the words of the partner API.
    aliases: ['as-customer'],
  }),
  ...resellerFlag,
}

/** A value that is not there was lost on its way, in a script perhaps. */
function refuseEmpty(typed: Taken[]): void {
  const empty = typed.find(({type, input}) => type === 'flag' && input.trim() === '')
  if (empty) throw usage(`--${empty.flag} is empty`, 'Give it a value, or leave it away')
}

/** `run()` returns what `-o json` prints. */
export abstract class PartnerCommand<Result = unknown> extends AskingCommand {
  /** Arguments that name a file to be written. */
  static outputs: string[] = []

  #spinner?: Progress
  #isSortedThere = false

  abstract override run(): Promise<Result>

  protected override async parse<
    // biome-ignore-start lint/suspicious/noExplicitAny: the framework's own signature
    F extends Interfaces.OutputFlags<any>,
    B extends Interfaces.OutputFlags<any>,
    A extends Interfaces.OutputArgs<any>,
    // biome-ignore-end lint/suspicious/noExplicitAny: the framework's own signature
  >(options?: Interfaces.Input<F, B, A>, argv?: string[]): Promise<Interfaces.ParserOutput<F, B, A>> {
    const line = asArguments(argv ?? this.argv, this.ctor as never)
    let parsed = await super
      .parse<F, B, A>(options, line)
      .catch(async error => super.parse<F, B, A>(options, await this.withArguments(error, line)))
    const used = this.usedFor(parsed)
    if (used) parsed = await super.parse<F, B, A>(options, ['--customer', used.text, ...line])
    const common = this.takeFlags(parsed.flags)
    refuseEmpty(parsed.raw as Taken[])
    refuseEmptyWindow(parsed.flags, this.definition.flags, new Date())
    if (common.recover && !this.prompts.mayAsk) throw usage('--recover asks questions, and nobody can be asked here')
    if (common.query !== undefined) await checkQuery(common.query)
    typedScope(this.name, parsed.raw as Taken[])
    for (const taken of parsed.raw as Taken[])
      if (taken.type === 'arg' || subjects.has(taken.flag ?? '')) this.words.add(taken.input)
    // Whatever asks for a yes is answered by a name, also where it does not ask.
    if (lookUp(this.definition.flags, 'confirm')?.hidden) this.refuseOtherName()
    for (const path of this.#named(parsed, true)) checkName(path)
    protect(this.#named(parsed, false), common.force)
    await currentRun().begin(this.name, common)
    this.takeFields(parsed)
    return parsed
  }

  /** The places where the command writes; or what may be a file that it reads: all else that was typed. */
  #named({args, flags}: {args: object; flags: object}, written: boolean): string[] {
    const {outputs} = this.ctor as typeof PartnerCommand
    const isPlace = (name: string) => places.has(name) || outputs.includes(name)
    const typed = Object.entries({...flags, ...args}).filter(([name]) => isPlace(name) === written)
    return typed.flatMap(([, value]) => [value].flat()).filter(value => typeof value === 'string')
  }

  /** How many rows a list command reads: `--limit`, or all. What is filtered or sorted is read whole. */
  protected get rowLimit(): number | undefined {
    return this.#isSelected ? undefined : this.#shownLimit
  }

  /**
   * How the server is asked for the order of `--sort`, where it knows that one: then only what is shown is read.
   * `-created` is the value with a minus.
   */
  protected sortedBy(columns: Record<string, string>, view: View<never>): string | undefined {
    const [, down, name] = /^(-?)([^,]+)$/.exec(this.common.sort ?? '') ?? []
    const value = name && lookUp(columns, findColumn(view, name.trim()).name)
    if (!value) return undefined
    this.#isSortedThere = true
    return `${down}${value}`
  }

  /** How many rows are shown of what was read. */
  get #shownLimit(): number | undefined {
    return this.common.all ? undefined : this.common.limit
  }

  get #isSelected(): boolean {
    return Boolean(this.common.filter?.length || (this.common.sort && !this.#isSortedThere))
  }

  /** The result is a table or a screen, not data for another program. */
  protected get readByPeople(): boolean {
    const {output, labels, query} = this.common
    return (isTable(output) || (output === 'csv' && labels)) && !query
  }

  /** What the command did, and the next useful command: for people, so on stderr and not with machine formats. */
  protected done(message: string, ...next: string[]): void {
    if (!isTable(this.common.output)) return
    this.note(message)
    for (const line of next) this.note(`  ${nextStep(line)}`)
  }

  /** Prints one row for each outcome; ends the command when not every row was done. */
  protected async presentOutcomes<Row extends RowOutcome>(
    rows: Row[],
    view: View<Row>,
    done: string,
    ...next: string[]
  ): Promise<Row[]> {
    await this.present(rows, view)
    const outcome = outcomeOfRows(rows)
    if (!outcome) {
      this.done(done, ...next)
      return rows
    }
    const count = (status: string) => rows.filter(row => row.status === status).length
    const parts = ['done', 'failed', 'unknown', 'not sent'].filter(count).map(status => `${count(status)} ${status}`)
    const codes = [...new Set(rows.map(row => row.error_code).filter(code => code))]
    throw new Failure(outcome, `${rows.length} rows: ${parts.join(', ')}`, {
      next: [...checksOf(rows).slice(0, 5), ...codes.slice(0, 3).map(code => commandLine`explain ${code}`)],
      details: rows.filter(row => row.status !== 'done'),
    })
  }

  /** Shows what is going on while it goes on. */
  protected async progress(text: string): Promise<Progress> {
    this.#spinner?.stop()
    this.#spinner = await showProgress(text)
    return this.#spinner
  }

  /** Prints the result in the format that was asked for, and returns it. */
  protected async present<Row>(result: Listing<Row>, view: View<Row>): Promise<Row[]>
  protected async present<Row>(result: Row[], view: View<Row>): Promise<Row[]>
  protected async present<Row>(result: Row, view: View<Row>): Promise<Row>
  protected async present<Row>(result: Listing<Row> | Row[] | Row, view: View<Row>): Promise<Row | Row[]> {
    const run = currentRun()
    // What is told was done.
    run.form?.end()
    const settings = await this.outputSettings(view).catch(this.#notWritten(result))
    // A run that was ended has no result, unless it is that of a write.
    if (!run.writes.any) currentRun().signal.throwIfAborted()
    if (!(result instanceof Listing) && !Array.isArray(result)) {
      this.#spinner?.stop()
      await writeRecord(result, view, settings, run).catch(this.#notWritten(result))
      run.resultIsWhole()
      return result
    }
    const {count, cut} = await writeRows(result, view, settings, run).catch(this.#notWritten(result))
    run.resultIsWhole()
    this.#spinner?.stop()
    const {total, cut: unread} = result instanceof Listing ? result : {total: result.length, cut: false}
    if (cut || unread) {
      const whole = this.common.filter?.length ? ' of those that fit' : total === undefined ? '' : ` of ${total}`
      this.note(`Showing ${count}${whole}; --all for the rest`)
    }
    if (count === 0 && isTable(settings.format)) this.note((view.empty ?? 'Nothing found').split('\n').map(nextStep))
    return Array.isArray(result) ? result : []
  }

  /** What was done is told even where its result cannot be written. */
  #notWritten(result: unknown): (error: unknown) => never {
    return error => {
      // What is wrong with the flags of a result, too, comes too late once something was done.
      const isOfResult = !(error instanceof Failure) || error.outcome === 'usage'
      const told = !isOfResult || isReaderGone(error) || currentRun().writes.done.length === 0
      throw told ? error : unreported(error, result instanceof Listing ? undefined : result)
    }
  }

  private async outputSettings<Row>(view: View<Row>): Promise<OutputSettings> {
    const {output, columns, query, header, bom, labels, filter, sort} = this.common
    // A wrong column is said before anything else happens.
    chooseColumns(view, columns)
    rememberColumns(
      this.name,
      view.columns.map(({name}) => name),
    )
    const limit = this.#isSelected ? this.#shownLimit : undefined
    const pager = this.prompts.mayAsk ? pagerOf(process.env) : undefined
    return {format: output, columns, query, heading: header, bom, labels, filter, sort, limit, pager}
  }

  protected override async catch(error: Error & {exitCode?: number}): Promise<unknown> {
    this.#spinner?.stop()
    throw error
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.#spinner?.stop()
    await super.finally(error)
  }
}
