// What commands with many rows share: their flags, the plan, the question, the progress, the result.
import {existsSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {Flags} from '@oclif/core'
import {template} from '../bulk/fields.js'
import {Job, type JobRow} from '../bulk/job.js'
import {countsOf, resultPath, statusOf, writeResult} from '../bulk/result.js'
import type {Task} from '../bulk/task.js'
import {Failure, usage} from '../failure.js'
import type {View} from './view.js'

const group = {helpGroup: 'ROWS'}

/** Flags of every command that takes rows from a file. */
export const bulkFlags = {
  validate: Flags.boolean({
    summary: 'check every row against the rules and what is there, and send nothing',
    aliases: ['dry-run'],
    ...group,
  }),
  template: Flags.boolean({summary: 'print an example file with headings and notes', ...group}),
  result: Flags.string({summary: 'file for one result per row; FILE.result.csv when absent', ...group}),
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
  sheet: Flags.string({summary: 'sheet of an XLSX file; the first when absent', ...group}),
  yes: Flags.boolean({char: 'y', summary: 'answer yes to the question whether to do it', ...group}),
}

export interface BulkFlags {
  validate: boolean
  template: boolean
  result?: string
  'on-error': 'continue' | 'stop'
  'retry-failed': boolean
  restart: boolean
  sheet?: string
}

export interface BulkResult {
  file: string
  rows: number
  /** Rows by how they ended. */
  counts: Record<string, number>
  result?: string
}

/** What the base command lends: the client, and ways to talk to people. */
export interface BulkHost {
  api: ConstructorParameters<typeof Api>[0] extends never ? never : Api
  folder: string
  signal: AbortSignal
  note(message: string): void
  confirm(question: string): Promise<void>
  progress(text: string): Promise<{update(text: string): void; stop(): void}>
  write(text: string): Promise<void>
  count(name: string, value: number): void
}
