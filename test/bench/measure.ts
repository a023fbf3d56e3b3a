// Times whole commands side by side: every round runs each case once, in a new order, so that a busy machine slows all
// alike.
import {spawnSync} from 'node:child_process'

export interface Case {
  name: string
  command: string[]
  env?: Record<string, string>
}

export interface Timed {
  name: string
  median: number
  p10: number
}

const at = (sorted: number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!

export function timeCases(cases: Case[], rounds: number): Timed[] {
  const times = new Map<string, number[]>(cases.map(({name}) => [name, []]))
  for (let round = -2; round < rounds; round++) {
    for (const {name, command, env} of [...cases].sort(() => Math.random() - 0.5)) {
      const started = process.hrtime.bigint()
      const {status, stderr} = spawnSync(command[0]!, command.slice(1), {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {...process.env, NODE_OPTIONS: '', ...env},
      })
      const milliseconds = Number(process.hrtime.bigint() - started) / 1e6
      if (status !== 0) throw new Error(`${name}: ${stderr}`)
      // The first two rounds warm the file cache.
      if (round >= 0) times.get(name)!.push(milliseconds)
    }
  }
  return cases.map(({name}) => {
    const sorted = times.get(name)!.sort((a, b) => a - b)
    return {name, median: at(sorted, 0.5), p10: at(sorted, 0.1)}
  })
}
