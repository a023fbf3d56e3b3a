// Runs a line of words four times at once, `{n}` in it being 1 to 4, and prints how each ended.
import {spawn} from 'node:child_process'

const words = process.argv.slice(2)
const runs = [1, 2, 3, 4].map(n => {
  const child = spawn(
    process.execPath,
    words.map(word => word.replace('{n}', String(n))),
    {stdio: 'ignore'},
  )
  return new Promise(done => child.on('close', done))
})
process.stdout.write(`ended with ${(await Promise.all(runs)).join(' ')}\n`)
