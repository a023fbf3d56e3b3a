import {Flags} from '@oclif/core'
import {readManifest} from '../../bills/export/files/manifest.js'
import type {MergeResult} from '../../bills/export/merge.js'
import {unreadLines} from '../../bills/export/unread.js'
import {PartnerCommand} from '../../cli/command.js'
import {argumentList} from '../../cli/flags.js'
import type {View} from '../../cli/output/view.js'
import {duplicateLines, nextOfMonth} from '../../cli/topics/bill/export-view.js'
import {counted} from '../../counted.js'
import {parseCycle} from '../../cycle.js'
import {Failure, type Outcome} from '../../failure.js'

export default class BillMerge extends PartnerCommand<MergeResult> {
  static override summary = 'Make one export of the shards that several machines have read'
  static override description =
    `Each machine reads a part of the customers with \`bill export --shard 1/4\`, \`2/4\` and so on; what they wrote is brought to one place and merged
here. First it is checked that all shards are there, none twice, all of the same query and state, and each file as its manifest tells.
Rows of CSV, JSON and JSON lines then stand as in an export that was read by one machine; Parquet files stand side by side. The shards stay.
Shards in Parquet wait in _shards of their table, where nothing reads them before they are merged.`
  static override examples = [
    '<%= config.bin %> bill merge bills-2026-10.shard-1-of-2.csv bills-2026-10.shard-2-of-2.csv',
    '<%= config.bin %> bill merge bills/',
    '<%= config.bin %> bill merge east/ west/ --cycle last-month --out bills/',
  ]
  static exits: Outcome[] = ['partial']
  static override args = {parts: argumentList('shards: their files, or folders in which they lie')}
  static override flags = {
    cycle: Flags.string({
      char: 'c',
      aliases: ['month'],
      summary: 'the cycle to merge (UTC+8), where shards of several lie there',
      helpValue: 'MONTH',
    }),
    out: Flags.string({summary: 'file or folder/; beside the shards when absent'}),
  }

  async run(): Promise<MergeResult> {
    const {args, flags} = await this.parse(BillMerge)
    const now = new Date()
    const cycle = flags.cycle && parseCycle(flags.cycle, now)
    const {mergeShards} = await import('../../bills/export/merge.js')
    const progress = await this.progress('Looking for shards')
    const merged = await mergeShards({parts: args.parts, cycle, out: flags.out, now}, text => progress.update(text))
    progress.stop()
    await this.present(merged, view)
    if (merged.unread.length === 0) return merged
    throw new Failure('partial', `${counted(merged.unread.length, 'customer')} could not be read`, {
      next: [
        ...unreadLines(merged.unread),
        'Read them where their shard was exported, with --retry-failed, and merge again',
      ],
      details: merged.unread,
    })
  }
}

const view: View<MergeResult> = {
  columns: ['cycle', 'final', 'shards', 'customers', 'records', 'amounts', 'path'].map(name => ({name})),
  screen: merged => {
    const amounts = merged.amounts.map(({currency, amount}) => `${currency} ${amount.toDisplay()}`).join(', ')
    const site = readManifest(merged.manifest)?.query.site
    return `${[
      `cycle ${merged.cycle} (UTC+8), ${merged.final ? 'final' : 'estimate: it can still change'} · ${counted(merged.shards, 'shard')} · ${counted(merged.customers, 'customer')} · ${counted(merged.records, 'record')} · ${amounts || 'nothing to pay'}`,
      ...duplicateLines(merged.duplicates),
      ...merged.remarks,
      `${merged.path} written`,
      ...(site && merged.unread.length === 0 ? [nextOfMonth({...merged, site})] : []),
    ].join('\n')}\n`
  },
}
