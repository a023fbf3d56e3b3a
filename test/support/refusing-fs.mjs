// Loaded before the program (`node --import`): makes changes of files fail as other file systems do. Windows refuses to
// replace what another program holds; exFAT and SMB have no second name for a file, and no modes. The rules stand in
// REFUSES: `[{call, code, path, times}]`, of which the first that fits counts, as often as it says.
import fs from 'node:fs'
import {syncBuiltinESMExports} from 'node:module'

const rules = JSON.parse(process.env.REFUSES ?? '[]').map(rule => ({
  times: Number.POSITIVE_INFINITY,
  ...rule,
  path: new RegExp(rule.path),
}))

/** What refuses a call, should something do. */
function refusal(call, paths) {
  const rule = rules.find(one => one.call === call && one.times > 0 && paths.some(path => one.path.test(String(path))))
  if (!rule) return undefined
  rule.times--
  const error = new Error(`${rule.code}: ${call} ${paths.join(' -> ')}`)
  return Object.assign(error, {code: rule.code, syscall: call})
}

/** Which arguments are paths. To look at a file is no change of it: only what opens it for writing is refused. */
const pathsOf = (call, [first, second]) => {
  if (call !== 'open') return call === 'rename' || call === 'link' ? [first, second] : [first]
  const reads = second === undefined || second === 'r' || second === fs.constants.O_RDONLY
  return reads ? [] : [first]
}

for (const call of ['rename', 'link', 'open', 'unlink', 'rm', 'chmod', 'fchmod']) {
  const {[call]: later, [`${call}Sync`]: now} = fs
  const promised = fs.promises[call]
  fs[`${call}Sync`] = (...args) => {
    const error = refusal(call, pathsOf(call, args))
    if (error) throw error
    return now(...args)
  }
  fs[call] = (...args) => {
    const error = refusal(call, pathsOf(call, args))
    return error ? process.nextTick(args.at(-1), error) : later(...args)
  }
  if (promised) {
    fs.promises[call] = async (...args) => {
      const error = refusal(call, pathsOf(call, args))
      if (error) throw error
      return promised(...args)
    }
  }
}
syncBuiltinESMExports()
