import {execFile, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {request} from 'node:https'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import Database from 'libsql'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {kind, Store} from '../../src/sandbox/state/store.js'
import {open, type Running} from './harness.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-tools-'))
})

afterEach(() => {
  rmSync(folder, {recursive: true, force: true})
})

const list = '/v2/partners/sub-customers/query'
const create = (run: Running, xaccount_id: string, more = {}) =>
  run.partner.post('/v2/partners/sub-customers', {
    xaccount_id,
    xaccount_type: run.info.partner.xaccount_type,
    domain_area: 'MX',
    ...more,
  })

describe('the journal', () => {
  it('knows every request: who, what, and how it ended', async () => {
    const run = await open()
    await create(run, 'u-1')
    await create(run, 'u-1')
    await run.anybody.get('/nothing', {a: '1'})
    const {json} = await run.anybody.admin('GET', 'requests')
    expect(json.requests).toMatchObject([
      {seq: 1, operation: 'CreateSubCustomer', tenant: run.info.partner.domain_id, identity: 'partner', status: 200},
      {seq: 2, operation: 'CreateSubCustomer', status: 400, error_code: 'CBC.99000039'},
      {seq: 3, method: 'GET', path: '/nothing', query: 'a=1', status: 404, error_code: 'APIGW.0101'},
    ])
    expect(json.requests[0].request_body).toContain('"xaccount_id":"u-1"')
    expect(json.requests[0].response_body).toContain('"domain_id"')
  })

  it('can be filtered, asserted, exported and emptied', async () => {
    const run = await open()
    await create(run, 'u-1')
    await create(run, 'u-2')
    await run.partner.post(list, {limit: 5})
    const check = async (body: Record<string, unknown>) =>
      (await run.anybody.admin('POST', 'requests/assert', body)).status
    expect(await check({operation: 'CreateSubCustomer', body: {xaccount_id: 'u-1'}, count: 1})).toBe(200)
    expect(await check({operation: 'CreateSubCustomer', count: 1})).toBe(417)
    expect(await check({operation: 'CreateSubCustomer', at_least: 2})).toBe(200)
    expect(await check({operation: 'FreezeSubCustomers', count: 0})).toBe(200)
    expect(await check({status: '200', body: {limit: 5}})).toBe(200)
    expect(await check({surprise: 1})).toBe(400)
    const after = await run.anybody.admin('GET', 'requests?after=2')
    expect(after.json.count).toBe(1)
    const curl = await run.anybody.admin('GET', 'requests/3/curl')
    expect(curl.text).toContain(`curl -sS -X POST '${run.info.endpoints.bss}${list}'`)
    await run.anybody.admin('DELETE', 'requests')
    expect((await run.anybody.admin('GET', 'requests')).json.count).toBe(0)
  })

  it.skipIf(spawnSync('curl', ['--version']).status !== 0)('exports commands that a shell can run', async () => {
    const run = await open()
    const {account_name, password} = run.info.partner
    const scope = {domain: {name: account_name}}
    const user = {name: account_name, password, domain: {name: account_name}}
    const got = await run.anybody.post('/v3/auth/tokens', {
      auth: {identity: {methods: ['password'], password: {user}}, scope},
    })
    await run.partner.post(list, {account_name: "it's"})
    const {text} = await run.anybody.admin('GET', 'requests/2/curl')
    const env = {...process.env, TOKEN: String(got.headers['x-subject-token'])}
    const answer = await new Promise<string>((resolve, reject) => {
      execFile('sh', ['-c', text], {env}, (error, stdout) => (error ? reject(error) : resolve(stdout)))
    })
    expect(JSON.parse(answer)).toEqual({count: 0, customer_infos: []})
  })

  it('holds no secrets', async () => {
    const run = await open()
    const {account_name, password} = run.info.partner
    const scope = {domain: {name: account_name}}
    const user = {name: account_name, password, domain: {name: account_name}}
    const token = await run.anybody.post('/v3/auth/tokens', {
      auth: {identity: {methods: ['password'], password: {user}}, scope},
    })
    await create(run, 'u-1', {password: 'Very-secret-1'})
    await run.partner.post('/v3.0/OS-CREDENTIAL/securitytokens', {auth: {identity: {methods: ['token'], token: {}}}})
    await run.anybody.post(list, {}, {token: String(token.headers['x-subject-token'])})
    const {text} = await run.anybody.admin('GET', 'requests')
    for (const secret of [
      password,
      'Very-secret-1',
      run.info.partner.secret_access_key,
      String(token.headers['x-subject-token']),
    ]) {
      expect(text).not.toContain(secret)
    }
    expect(text).not.toMatch(/"secret\\":\\"[^*]/)
  })

  it('does not grow without bound', async () => {
    const run = await open()
    for (let i = 0; i < 60; i++) await run.anybody.send({method: 'POST', path: '/nothing', raw: 'x'.repeat(1_000_000)})
    const {json, text} = await run.anybody.admin('GET', 'requests')
    expect(json.count).toBe(60)
    expect(text.length).toBeLessThan(60 * 20_000)
  })
})

describe('the state', () => {
  it('can be saved, changed, and brought back with its clock', async () => {
    const run = await open({data: folder})
    await create(run, 'u-1')
    expect((await run.anybody.admin('PUT', 'snapshots/before')).json).toMatchObject({name: 'before'})
    await create(run, 'u-2')
    await run.anybody.admin('POST', 'clock/advance', {days: 40})
    expect((await run.anybody.admin('POST', 'snapshots/before')).status).toBe(200)
    expect((await run.anybody.admin('GET', 'clock')).json.now).toMatch(/^2026-11-18T04:0/)
    expect((await create(run, 'u-1')).json.error_code).toBe('CBC.99000039')
    expect((await create(run, 'u-2')).status).toBe(200)
    await run.anybody.admin('POST', 'reset')
    expect((await run.anybody.admin('GET', 'snapshots')).json.snapshots).toMatchObject([{name: 'before'}])
    expect((await run.anybody.admin('DELETE', 'snapshots/before')).status).toBe(200)
    expect((await run.anybody.admin('POST', 'snapshots/before')).status).toBe(404)
    expect((await run.anybody.admin('PUT', 'snapshots/a%20b')).status).toBe(400)
  })

  it('can be carried to another sandbox of the same world', async () => {
    const one = await open()
    const made = await create(one, 'u-1')
    const {json: state} = await one.anybody.admin('GET', 'state')
    const two = await open()
    expect((await two.anybody.admin('PUT', 'state', state)).status).toBe(200)
    await two.anybody.admin('POST', 'clock/advance', {seconds: 5})
    expect((await two.partner.post(list, {customer_id: made.json.domain_id})).json.count).toBe(1)
    expect((await two.anybody.admin('GET', 'state')).json.documents).toEqual(
      expect.arrayContaining(state.documents.slice(1)),
    )
    const other = await open({seed: 2})
    expect((await other.anybody.admin('PUT', 'state', state)).status).toBe(400)
    for (const wrong of [{}, {...state, format: 99}, {...state, documents: [{}]}, {...state, clock: 'x'}]) {
      expect((await two.anybody.admin('PUT', 'state', wrong)).status).toBe(400)
    }
  })

  it('of the first layout is still read', () => {
    const file = join(folder, 'world.sqlite')
    const old = new Database(file)
    // As the first released version wrote it.
    old.exec(`
      CREATE TABLE documents (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, owner TEXT NOT NULL, id TEXT NOT NULL,
        data TEXT NOT NULL, UNIQUE (kind, owner, id));
      CREATE INDEX documents_by_id ON documents (kind, id);
      CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
      INSERT INTO documents (kind, owner, id, data) VALUES ('thing', 'me', 'a', '{"n":1}'), ('thing', 'me', 'b', '{"n":2}');
      INSERT INTO counters VALUES ('thing', 2);
      PRAGMA user_version = 1;
    `)
    old.close()
    const store = new Store(folder, 'world')
    const thing = kind<{n: number}>('thing')
    expect(store.list(thing, 'me').map(d => d.value)).toEqual([{n: 1}, {n: 2}])
    expect(store.write(() => store.next('thing'))).toBe(3)
    store.close()
  })

  it('of a newer version is refused and left alone', () => {
    const file = join(folder, 'world.sqlite')
    const newer = new Database(file)
    newer.exec('PRAGMA user_version = 999')
    newer.close()
    expect(() => new Store(folder, 'world')).toThrow('newer version')
    const after = new Database(file)
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({user_version: 999})
    after.close()
  })

  it('is undone when a write fails half way', () => {
    const store = new Store(undefined, 'world')
    const thing = kind<number>('thing')
    expect(() =>
      store.write(() => {
        store.put(thing, 'me', 'a', 1)
        throw new Error('half way')
      }),
    ).toThrow('half way')
    expect(store.get(thing, 'me', 'a')).toBeUndefined()
    store.close()
  })
})

describe('HTTPS', () => {
  it('has a certificate for this machine that can be trusted, the same one after a restart', async () => {
    const get = (run: Running, ca: string) =>
      new Promise<number>((resolve, reject) => {
        const call = request(`${run.info.endpoints.admin}/health`, {ca, agent: false}, response => {
          response.resume()
          resolve(response.statusCode!)
        })
        call.on('error', reject)
        call.end()
      })
    const run = await open({tls: true, data: folder})
    expect(run.info.endpoints.bss).toMatch(/^https:/)
    expect(await get(run, run.info.certificate!)).toBe(200)
    const again = await open({tls: true, data: folder})
    expect(again.info.certificate).toBe(run.info.certificate)
    const other = await open({tls: true})
    await expect(get(other, run.info.certificate!)).rejects.toThrow()
  })
})
