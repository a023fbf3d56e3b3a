// The base of commands that take many rows from a file: their flags, the plan, the question, the progress, the result.
import {accessSync, constants} from 'node:fs'
import {dirname, join} from 'node:path'
import {Flags} from '@oclif/core'
import {template} from '../bulk/fields.js'
import {Job} from '../bulk/job.js'
import type {JobRow} from '../bulk/job-row.js'
import {countsOf, resultPath, statusOf, writeResult} from '../bulk/result.js'
import type {Item, Task} from '../bulk/task.js'
import {Failure, type Outcome, usage} from '../failure.js'
import {lookUp} from '../look-up.js'
import {dataFolder} from '../profiles/paths.js'
import {WholeFile} from '../whole-file.js'
import {PartnerCommand} from './command.js'
import {isReaderGone, unreported} from './ending.js'
import {asFailure} from './failure-report.js'
import {writeFlags} from './flags.js'
import {isTerminal} from './output/terminal.js'
import type {View} from './output/view.js'
import {currentRun} from './run.js'

const group = {helpGroup: 'ROWS'}

/** Flags of what can be done with the rows of a file. */
export const rowFlags = {
  validate: Flags.boolean({summary: 'check every row against the rules and what is there; send nothing', ...group}),
  template: Flags.boolean({summary: 'print an example file with headings and notes', ...group}),
  'result-file': Flags.string({summary: 'file for one result per row; FILE.result.csv when absent', ...group}),
  'on-error': Flags.option({
    summary: 'after a row that failed',
    options: ['continue', 'stop'] as const,
    default: 'continue' as const,
    ...group,
  })(),
  'retry-failed': Flags.boolean({summary: 'send the rows again that failed in the last run', ...group}),
  restart: Flags.boolean({
    summary: 'begin anew where a run was cut off; rows are looked up before they are sent',
    exclusive: ['retry-failed'],
    ...group,
  }),
  sheet: Flags.string({summary: 'sheet of an XLSX file; the first visible one with a table when absent', ...group}),
}

/** Flags of a command that takes nothing but rows from a file. */
export const bulkFlags = {
  ...rowFlags,
  validate: Flags.boolean({...rowFlags.validate, aliases: ['dry-run']}),
  yes: Flags.boolean({char: 'y', summary: 'answer yes to the question whether to do it', ...group}),
  confirm: writeFlags.confirm,
}

export interface BulkFlags {
  validate: boolean
  template: boolean
  'result-file'?: string
  'on-error': 'continue' | 'stop'
  'retry-failed': boolean
  restart: boolean
  sheet?: string
}

/** What became of a file of rows. */
export interface BulkResult {
  file: string
  rows: number
  /** Rows by how they ended. */
  counts: Record<string, number>
  /** Rows that did not end well, the first hundred. */
  problems: {row: number; key: string; status: string; code?: string; message?: string}[]
  result?: string
}

const SHOWN = 10
const good = (row: JobRow) => row.end?.kind === 'done'
const tally = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([status, count]) => `${count.toLocaleString('en')} ${status}`)
    .join(', ')

const view: View<BulkResult> = {
  columns: [
    {name: 'file'},
    {name: 'rows'},
    {name: 'counts', text: row => tally(row.counts)},
    {name: 'result', label: 'one line a row', text: row => row.result ?? '-'},
    {name: 'problems', extra: true},
  ],
}

/** A command that can work through the rows of a file. */
export abstract class BulkCommand<Result = BulkResult> extends PartnerCommand<Result> {
  /** Does with a file what its flags say: prints a template, checks, or brings every row to its end. */
  protected async rows(
    task: Task,
    file: string | undefined,
    flags: BulkFlags,
    ask: (question: string, rows: Item[]) => Promise<void> = question => this.confirm(question),
  ): Promise<BulkResult> {
    if (flags.template) {
      await currentRun().write(await template(`partnerctl ${task.name}`, task.fields))
      currentRun().resultIsWhole()
      return {file: '', rows: 0, counts: {}, problems: []}
    }
    if (!file) throw usage('name the file with the rows: CSV or XLSX', '--template prints an example')
    const result = flags['result-file'] ?? resultPath(file)
    await checkWritable(result)
    currentRun().settlesRows = true
    const progress = await this.progress(`Looking at the rows of ${file}`)
    const job = await Job.open(task, this.api, {
      file,
      sheet: flags.sheet,
      note: text => this.note(text),
      folder: join(dataFolder(), 'bulk'),
      retryFailed: flags['retry-failed'],
      restart: flags.restart,
      rehearsal: flags.validate,
    }).finally(() => progress.stop())
    try {
      this.showPlan(job, file)
      if (flags.validate) return await this.validated(job, file)
      await this.go(job, flags, ask)
      const summary = summaryOf(job, file, result)
      // Cron reads this line; whoever sits at a terminal has just seen the table.
      currentRun().summary ||= !isTerminal(process.stderr)
      Object.assign(currentRun().counts, summary.counts)
      const failure = failureOf(job, summary, result)
      await this.tell(job, summary, failure)
      if (failure) throw failure
      return summary
    } finally {
      job.close()
    }
  }

  /** Writes the result. That this fails must not hide how the rows ended, nor that some did. */
  private async tell(job: Job, summary: BulkResult, failure: Failure | undefined): Promise<void> {
    try {
      await writeResult(job, summary.result!)
      await this.present(summary, view)
    } catch (error) {
      if (isReaderGone(error)) return
      if (failure?.outcome !== 'unknown') throw currentRun().writes.any ? unreported(error, summary) : error
      this.note(`Warning: the result could not be written: ${asFailure(error).message}`)
    }
  }

  private showPlan(job: Job, file: string): void {
    const {task, rows, history, pending} = job
    const counts = countsOf(rows.filter(row => row.end))
    const parts = [pending.length > 0 ? `${task.verb} ${pending.length.toLocaleString('en')}` : '', tally(counts)]
    this.note(`${file}: ${rows.length.toLocaleString('en')} rows: ${parts.filter(Boolean).join(', ')}`)
    if (job.carried.length > 0) this.note(`  carried into the result, not used: ${job.carried.join(', ')}`)
    if (history) {
      const how = !history.finished
        ? 'Goes on with the run'
        : job.settings.retryFailed
          ? 'Tries the failed rows again'
          : 'Has rows of which it is unclear whether they took effect, and goes on with the run'
      this.note(`  ${how} of ${history.head.begun.slice(0, 16).replace('T', ' ')} UTC`)
    }
    this.list(
      rows.filter(row => !row.end && row.change),
      row => row.change!,
    )
    this.list(
      rows.filter(row => row.end && !good(row)),
      row => `${statusOf(row)}: ${row.end!.message ?? row.end!.code ?? ''}`,
    )
  }

  /** The first rows of many. */
  private list(rows: JobRow[], text: (row: JobRow) => string): void {
    for (const row of rows.slice(0, SHOWN)) this.note(`  row ${row.input.number}: ${text(row)}`)
    if (rows.length > SHOWN) this.note(`  and ${(rows.length - SHOWN).toLocaleString('en')} more`)
  }

  private async validated(job: Job, file: string): Promise<BulkResult> {
    const summary = summaryOf(job, file)
    await this.present(summary, view)
    const invalid = job.rows.filter(row => row.end?.status === 'invalid').length
    if (invalid > 0) throw usage(`${invalid} of ${job.rows.length} rows are invalid; nothing was sent`)
    this.done('Nothing was sent', 'Leave --validate away to do it')
    return summary
  }

  private async go(job: Job, flags: BulkFlags, ask: (question: string, rows: Item[]) => Promise<void>): Promise<void> {
    const {pending, task, rows} = job
    const [one, many] = task.noun
    const invalid = rows.filter(row => row.end?.status === 'invalid').length
    if (flags['on-error'] === 'stop' && invalid > 0) {
      throw usage(`${invalid} rows are invalid; nothing was sent`, 'Mend them, or leave --on-error stop away')
    }
    if (pending.length > 0) {
      const verb = `${task.verb[0]!.toUpperCase()}${task.verb.slice(1)}`
      await ask(`${verb} ${pending.length.toLocaleString('en')} ${pending.length === 1 ? one : many}?`, pending)
    }
    const started = performance.now()
    const progress = await this.progress('')
    await job.run({
      onError: flags['on-error'],
      signal: currentRun().signal,
      onProgress: ({sent, total}) => progress.update(progressText(sent, total, performance.now() - started)),
    })
    progress.stop()
  }
}

function progressText(sent: number, total: number, milliseconds: number): string {
  const rate = sent / (milliseconds / 1000)
  const left = rate > 0 ? ` · ${Math.ceil((total - sent) / rate)} s left` : ''
  return `${sent.toLocaleString('en')} of ${total.toLocaleString('en')} · ${rate.toFixed(1)}/s${left}`
}

function summaryOf(job: Job, file: string, result?: string): BulkResult {
  const problems = job.rows
    .filter(row => !good(row))
    .slice(0, 100)
    .map(row => {
      const {code, message} = row.end ?? {}
      return {
        row: row.input.number,
        key: lookUp(row.input.values, job.task.keyField)!,
        status: statusOf(row),
        code,
        message,
      }
    })
  return {file, rows: job.rows.length, counts: countsOf(job.rows), problems, result}
}

/** What the run as a whole amounts to; undefined when every row is done. */
function failureOf(job: Job, summary: BulkResult, result: string): Failure | undefined {
  const {rows, halted, unknown, unclear} = job
  const done = rows.filter(good)
  const open = rows.filter(row => !row.end).length
  const counts = tally(summary.counts)
  const again = open > 0 || unknown.length > 0 ? ['Run the same command again: it goes on where this run ended'] : []
  const look =
    unclear.length > 0 ? [`Look at the ${unclear.length} unclear rows yourself; --restart sends them again`] : []
  const details = {next: [...again, ...look, `${result} says what became of each row`], details: summary}
  const fail = (outcome: Outcome, message: string) => new Failure(outcome, message, {...details, cause: halted})
  const reason = halted && asFailure(halted).message
  const why = reason ? `${reason}: ` : ''
  if (unknown.length > 0)
    return fail('unknown', `${why}it is unknown whether ${unknown.length} rows took effect (${counts})`)
  if (halted) {
    const outcome = halted instanceof Failure ? halted.outcome : 'failed'
    // A signal has its own code; whatever else stopped the job left some rows done.
    const bySignal = outcome === 'interrupted' || outcome === 'terminated'
    return fail(bySignal || done.length === 0 ? outcome : 'partial', `${why}${open} rows were not sent (${counts})`)
  }
  if (rows.length > 0 && rows.every(row => row.end?.status === 'invalid')) {
    return fail('usage', `all ${rows.length} rows are invalid; nothing was sent`)
  }
  if (done.length < rows.length) {
    const failed = rows.length - done.length - unclear.length
    const parts = [
      failed > 0 ? `${failed} of ${rows.length} rows failed` : '',
      unclear.length > 0 ? `nothing shows whether ${unclear.length} of ${rows.length} rows took effect` : '',
    ]
    return fail('partial', `${parts.filter(Boolean).join('; ')} (${counts})`)
  }
  const pending = rows.filter(row => row.end?.status === 'pending').length
  return pending > 0 ? fail('pending', `${pending} rows are still pending (${counts})`) : undefined
}

/** The place of the result is tried before anything is sent. */
async function checkWritable(path: string): Promise<void> {
  try {
    accessSync(dirname(path), constants.W_OK)
    await (await WholeFile.create(path, 'rows')).discard()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw usage(`the result cannot be written to ${path}`, 'Name another place with --result-file')
  }
}
