import type {View} from '../../../cli/output/view.js'
import {SandboxCommand, serverFlag} from '../../../cli/topics/sandbox/command.js'

interface Snapshot {
  name: string
  clock: unknown
  documents: number
}

const view: View<Snapshot> = {
  empty: 'No snapshots\n  partnerctl sandbox snapshot save    makes one',
  columns: [{name: 'name'}, {name: 'documents', label: 'THINGS MADE', align: 'right'}, {name: 'clock', extra: true}],
}

export default class SandboxSnapshotList extends SandboxCommand<Snapshot[]> {
  static override summary = 'List the kept states of the sandbox'
  static override examples = ['<%= config.bin %> sandbox snapshot list']
  static override flags = {server: serverFlag}

  async run(): Promise<Snapshot[]> {
    await this.parse(SandboxSnapshotList)
    return this.present((await this.admin<{snapshots: Snapshot[]}>('GET', '/snapshots')).snapshots, view)
  }
}
