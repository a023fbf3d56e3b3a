#!/usr/bin/env node
'use strict'
// Starts the program. Its parts, the commands, the sandbox and what few commands need, are a file each
// (bin/bundle.mjs); what Node makes of them when it compiles them is kept beside them, where that may be written, and
// spares later starts the compiling.
const {closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync} = require('node:fs')
const {homedir} = require('node:os')
const {join} = require('node:path')
const {Script} = require('node:vm')
const {crc32} = require('node:zlib')

const {argv, env, execArgv} = process
env.OCLIF_DISABLE_ENGINE_WARNING ??= '1'
// The user of a container may have no entry in the list of users. What the framework would look up there when it is
// loaded is set before: the shell for anybody, the home as `docker run --user` sets it.
if (process.platform !== 'win32') env.SHELL ??= '/bin/sh'
try {
  homedir()
} catch {
  env.HOME = '/'
}

const dist = join(__dirname, '../dist')
/** Each topic of commands that is run for the first time leaves more of the program compiled, up to so many. */
const TOPICS = 12
const [, , word = ''] = argv
const topic = /^(--help|-h)$/m.test(argv.join('\n')) ? 'help' : /^[a-z][a-z-]*$/.test(word) ? word : ''
const compiled = []

/** A script that was compiled before has forgotten how to import: it is done for it here. */
const obtain = name => import(name)

/** The exports of a part of the program. */
function load(part) {
  const filename = join(dist, `${part}.cjs`)
  const source = readFileSync(filename, 'latin1')
  // What another build or another Node has made is of no use.
  const head = `${source.slice(0, source.indexOf('\n'))} ${process.version} ${process.arch} `
  const place = join(dist, `${part}.cache`)
  const kept = readKept(place, head)
  const script = new Script(source, {filename, cachedData: kept?.data})
  const module = {exports: {}}
  script.runInThisContext()(module.exports, require, module, filename, dist, load, obtain)
  const isKept = kept && !script.cachedDataRejected
  const topics = isKept ? kept.topics : []
  const isNew = topic && !topics.includes(topic) && topics.length < TOPICS
  if (!isKept || isNew) compiled.push({script, place, head, isKept, topics: isNew ? [...topics, topic] : topics})
  return module.exports
}

/** What was kept: nothing that is damaged, and nothing that somebody else could have written. */
function readKept(place, head) {
  let file
  try {
    file = openSync(place)
    const {uid, mode} = fstatSync(file)
    if (process.getuid && (![0, process.getuid()].includes(uid) || mode & 0o022)) return undefined
    const bytes = readFileSync(file)
    const end = bytes.indexOf('\n')
    const data = bytes.subarray(end + 1)
    const [crc, ...topics] = bytes.toString('latin1', head.length, end).split(' ')
    return bytes.toString('latin1', 0, head.length) === head && crc32(data) === Number(crc) ? {data, topics} : undefined
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function keep({script, place, head, topics}) {
  const partly = `${place}.${process.pid}`
  let file
  try {
    file = openSync(partly, 'wx', 0o600)
  } catch {
    // A place that cannot be written: every start compiles.
    return
  }
  try {
    const data = script.createCachedData()
    writeFileSync(file, Buffer.concat([Buffer.from(`${[head + crc32(data), ...topics].join(' ')}\n`), data]))
    closeSync(file)
    renameSync(partly, place)
  } catch {
    rmSync(partly, {force: true})
  }
}

async function run() {
  process.exitCode = await load('partnerctl').main(argv.slice(2))
  // Settings of Node's own change what it makes of a program.
  if (execArgv.length > 0 || env.NODE_OPTIONS) return
  for (const one of compiled) if (!one.isKept || process.exitCode === 0) keep(one)
}

run()
