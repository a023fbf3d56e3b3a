// Takes out what protects, one guard after the other, on copies of the tree, and expects the test that stands for it
// to fail. `npm run test:guards` does all; words after it choose: `npm run test:guards -- 15 lock` takes those of test
// 15 and those about a lock.
import {availableParallelism} from 'node:os'
import {Copy, endsOf, type TestEnd} from './copy.js'
import type {Guard} from './guard.js'
import {guards} from './guards.js'

/** Longer than all of their tests together. */
const LIMIT_OF_ALL = 30 * 60_000

const words = process.argv.slice(2)
const chosen = guards.filter(
  guard => words.length === 0 || words.some(word => String(guard.of) === word || guard.what.includes(word)),
)
if (chosen.length === 0) throw new Error('no guard is called so')
// More than there are cores: some guards' tests wait for what does not come any more.
const copies = Array.from({length: Math.min(availableParallelism() + 2, 6, chosen.length)}, () => new Copy())
let failed = 0

/** The tests of which one copy sees that they pass as things are: those of a file together. */
function testsOf(copy: number): Guard['test'][] {
  const files = [...new Set(chosen.map(({test: [file]}) => file))].sort()
  const own = new Set(files.filter((_, index) => index % copies.length === copy))
  return chosen.map(({test}) => test).filter(([file]) => own.has(file))
}

async function endsAsThingsAre(copy: Copy, tests: Guard['test'][]): Promise<TestEnd[]> {
  const answer = await copy.tests(tests, LIMIT_OF_ALL)
  if (!answer || answer.problem !== undefined) throw new Error(answer?.problem ?? 'tests do not end')
  return answer.ends
}

/** Those whose tests do not pass as things are. */
const unfitOf = (some: Guard[], ends: TestEnd[]): Guard[] =>
  some.filter(({test}) => {
    const own = endsOf(test, ends)
    return own.length === 0 || own.some(end => end.status !== 'passed')
  })

async function work(copy: Copy, queue: Guard[]): Promise<void> {
  for (let guard = queue.shift(); guard; guard = queue.shift()) {
    const started = performance.now()
    const end = await copy.without(guard)
    if (end !== 'red') failed++
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log([String(guard.of ?? '').padStart(2), end.padEnd(4), `${seconds} s`, guard.what, guard.file].join('  '))
  }
}

try {
  const ends = (await Promise.all(copies.map((copy, number) => endsAsThingsAre(copy, testsOf(number))))).flat()
  const doubtful = unfitOf(chosen, ends)
  const queue = chosen.filter(guard => !doubtful.includes(guard))
  await Promise.all(copies.map(copy => work(copy, queue)))
  if (doubtful.length > 0) {
    // What does not pass beside others is tried once more, alone.
    const [alone] = copies as [Copy]
    const tests = doubtful.map(({test}) => test)
    const unfit = unfitOf(doubtful, await endsAsThingsAre(alone, tests))
    for (const {of: number, what, test} of unfit)
      console.log(`${number ?? ''}\t${what}\t${test.join(': ')} does not pass as things are`)
    failed += unfit.length
    await work(
      alone,
      doubtful.filter(guard => !unfit.includes(guard)),
    )
  }
} finally {
  for (const copy of copies) copy.remove()
}
console.log(`\n${chosen.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
