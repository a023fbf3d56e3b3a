// Loaded before the program: a machine on which DuckDB was not installed.
import {register} from 'node:module'

const hook = `export async function resolve(name, context, next) {
  if (name === '@duckdb/node-api') throw Object.assign(new Error('Cannot find package'), {code: 'ERR_MODULE_NOT_FOUND'})
  return next(name, context)
}`
register(`data:text/javascript,${encodeURIComponent(hook)}`)
