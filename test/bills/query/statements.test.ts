// The statements of docs/warehouse.md for engines that cannot be had here: each is in the grammar of its engine.
import {readFileSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join, resolve} from 'node:path'
import {init, parse} from '@guanmingchiu/sqlparser-ts'
import {build} from 'esbuild'
import {beforeAll, describe, expect, it} from 'vitest'
import {temporaryFolder} from '../../support/traces.js'

const page = readFileSync('docs/warehouse.md', 'utf8')
const statements = (engine: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`sql ${engine}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, sql]) => sql!)

type Grammar = new () => {validate(sql: string): unknown[]}
let grammars: Record<string, Grammar>
beforeAll(async () => {
  await init()
  // Its files find each other as only bundlers do.
  const from = 'dt-sql-parser/dist/parser'
  const contents = ['SparkSQL spark', 'TrinoSQL trino', 'HiveSQL hive']
    .map(one => one.split(' '))
    .map(([name, file]) => `export {${name}} from '${from}/${file}'`)
    .join('\n')
  const {outputFiles} = await build({
    stdin: {contents, resolveDir: resolve('.')},
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
  })
  const file = join(temporaryFolder(), 'grammars.cjs')
  writeFileSync(file, outputFiles[0]!.contents)
  // As it is: the runner of the tests would transform what it imports.
  grammars = createRequire(file)(file)
})

/** What an engine's grammar finds wrong. Athena has tables made in Hive's words, and asked in Trino's. */
function problems(engine: string, sql: string): unknown[] {
  if (engine !== 'clickhouse') return new grammars[ofEngine[engine]!]!().validate(sql)
  try {
    parse(sql, 'clickhouse')
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}

const ofEngine: Record<string, string> = {
  spark: 'SparkSQL',
  trino: 'TrinoSQL',
  athena: 'TrinoSQL',
  'athena-ddl': 'HiveSQL',
  clickhouse: 'ClickHouse',
}

describe.each(Object.keys(ofEngine))('statements for %s', engine => {
  it('are in its grammar, which takes no other words', () => {
    const found = statements(engine)
    expect(found.length).toBeGreaterThan(0)
    for (const sql of found) expect([sql, problems(engine, sql)]).toEqual([sql, []])
    expect(problems(engine, 'SELCT 1')).not.toEqual([])
  })
})
