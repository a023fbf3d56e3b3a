// The audit log: two lines for each write, its intent before and its outcome after. No secrets, no personal data.
import {closeSync, constants, openSync, writeSync} from 'node:fs'
import {userInfo} from 'node:os'
import {join} from 'node:path'
import type {Hooks, WriteEnd, WriteRecord} from '../api/session.js'
import {makePrivateFolder} from '../files.js'
import {dataFolder} from '../profiles/paths.js'

export const auditPath = () => join(dataFolder(), 'audit.jsonl')

function append(line: object): void {
  makePrivateFolder(dataFolder())
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW
  const descriptor = openSync(auditPath(), flags, 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(line)}\n`)
  } finally {
    closeSync(descriptor)
  }
}

/** Hooks for the client. A write is not sent when its intent cannot be recorded. */
export function auditHooks(command: string): Pick<Hooks, 'beforeWrite' | 'afterWrite'> {
  const user = userInfo().username
  return {
    beforeWrite: (record: WriteRecord) =>
      append({time: new Date().toISOString(), event: 'intent', command, user, pid: process.pid, ...record}),
    afterWrite: (record: WriteRecord, end: WriteEnd) =>
      append({time: new Date().toISOString(), event: 'outcome', id: record.id, operation: record.operation, ...end}),
  }
}
