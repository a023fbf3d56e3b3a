// Listing some five thousand customers: rows come as pages come, and memory stays small.
import {readFileSync} from 'node:fs'
import {beforeAll, expect, it} from 'vitest'
import {ended, Packed} from './packed.js'

let program: Packed
beforeAll(() => {
  program = Packed.install()
})

/** The most memory that a process has had so far, in megabytes. */
const peakMemory = (pid: number): number => {
  const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/) ?? []
  return Number(kilobytes) / 1024
}

it.runIf(process.platform === 'linux')(
  'customer list --all shows its first rows after the first page, and stays under 150 MB',
  async () => {
    const server = program.start(['sandbox', 'start', '--port', '0', '--memory', '--scenario', 'large', '-o', 'json'])
    const serverEnd = ended(server)
    try {
      const ready = await new Promise<string>(resolve => server.stdout!.once('data', data => resolve(String(data))))
      const {endpoints} = JSON.parse(ready)
      const env = {PARTNERCTL_SANDBOX_URL: new URL(endpoints.bss).origin}
      const list = ['customer', 'list', '--all', '--profile', 'sandbox', '-o', 'csv']

      // Every page after the first hangs: the rows of the first are there all the same.
      const rule = {operation: 'ListSubCustomers', effect: 'hang-before', skip: 1}
      const made = await fetch(`${endpoints.admin}/faults`, {method: 'POST', body: JSON.stringify(rule)})
      expect(made.status).toBeLessThan(300)
      const stuck = program.start(list, env)
      const stuckEnd = ended(stuck)
      let rows = ''
      await new Promise<void>(resolve => {
        stuck.stdout!.on('data', data => {
          rows += data
          if (rows.split('\n').length > 20) resolve()
        })
        stuck.on('close', () => resolve())
      })
      expect(rows.split('\n').length).toBeGreaterThan(20)
      stuck.kill('SIGKILL')
      await stuckEnd
      await fetch(`${endpoints.admin}/faults`, {method: 'DELETE'})

      const child = program.start(list, env)
      const end = ended(child)
      let peak = 0
      const watch = setInterval(() => {
        try {
          peak = Math.max(peak, peakMemory(child.pid!) || 0)
        } catch {
          // It has ended.
        }
      }, 5)
      const {exit, stdout, stderr} = await end
      clearInterval(watch)
      expect(exit, stderr).toBe(0)
      expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(4_900)
      expect(peak).toBeGreaterThan(40)
      expect(peak).toBeLessThan(150)
    } finally {
      server.kill('SIGTERM')
      await serverEnd
    }
  },
  120_000,
)
