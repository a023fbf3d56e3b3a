import {connect, type Socket} from 'node:net'
import {describe, expect, it} from 'vitest'
import {startSandbox} from '../../../src/sandbox/index.js'
import {open} from '../harness.js'

/** Sends bytes and reads whatever comes back until the other side closes. */
function raw(origin: string, text: string | Buffer): Promise<string> {
  const {hostname, port} = new URL(origin)
  return new Promise(resolve => {
    const socket: Socket = connect(Number(port), hostname, () => socket.write(text))
    let answer = ''
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('error', () => resolve(answer))
    socket.on('close', () => resolve(answer))
  })
}

describe('the server', () => {
  it('answers what is no HTTP with a 400 in the API’s form, and lives', async () => {
    const run = await open()
    const {bss} = run.info.endpoints
    for (const text of [
      'nonsense\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      Buffer.from([0, 1, 2, 3, 0xff, 0x0d, 0x0a, 0x0d, 0x0a]),
    ]) {
      expect(await raw(bss, text)).toMatch(/^HTTP\/1\.1 400 [\s\S]*"error_code":"APIGW\.0201"/)
    }
    const long = `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}\r\n\r\n`
    expect(await raw(bss, long)).toMatch(/^HTTP\/1\.1 431 /)
    expect((await run.anybody.admin('GET', 'health')).status).toBe(200)
  })

  it('refuses a body without end', async () => {
    const run = await open()
    const chunk = Buffer.alloc(1024 * 1024, 'x')
    const answer = await run.anybody
      .send({method: 'POST', path: '/v2/partners/sub-customers', raw: Buffer.concat(Array(33).fill(chunk))})
      .catch(() => undefined)
    // The connection may be gone before the answer was read; what counts is that nothing else suffers.
    if (answer) expect(answer.status).toBe(413)
    expect((await run.anybody.admin('GET', 'health')).status).toBe(200)
  })

  it('lives on when clients leave in the middle of a request', async () => {
    const run = await open()
    const {hostname, port} = new URL(run.info.endpoints.bss)
    for (const text of [
      'POST /v2/partners/sub-customers HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"half',
      'GET / HT',
      '',
    ]) {
      await new Promise<void>(resolve => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(text)
          setTimeout(() => socket.resetAndDestroy(), 10)
        })
        socket.on('close', () => resolve())
        socket.on('error', () => {})
      })
    }
    expect((await run.anybody.admin('GET', 'health')).status).toBe(200)
  })

  it('bears a thousand idle connections and closes them all when it ends', async () => {
    const sandbox = await startSandbox()
    const {hostname, port} = new URL(sandbox.info.endpoints.bss)
    const sockets = await Promise.all(
      Array.from(
        {length: 1000},
        () =>
          new Promise<Socket>((resolve, reject) => {
            const socket = connect(Number(port), hostname, () => resolve(socket))
            socket.once('error', reject)
          }),
      ),
    )
    const closed = Promise.all(sockets.map(s => new Promise(resolve => s.once('close', resolve))))
    for (const socket of sockets) socket.on('error', () => {})
    const begin = performance.now()
    await sandbox.close()
    await closed
    expect(performance.now() - begin).toBeLessThan(1500)
  })

  it('says in its ready line where it listens and with which keys', async () => {
    const {info} = await open({seed: 42, scenario: 'empty'})
    expect(Object.keys(info)).toEqual(
      expect.arrayContaining(['sandbox', 'version', 'pid', 'endpoints', 'partner', 'scenario', 'seed', 'clock']),
    )
    expect(Object.keys(info.partner).sort()).toEqual(
      ['access_key_id', 'account_name', 'domain_id', 'password', 'secret_access_key', 'xaccount_type'].sort(),
    )
    expect(info).toMatchObject({sandbox: true, seed: 42, scenario: 'empty', pid: process.pid})
  })

  it('refuses options that make no sense, and a port that is taken', async () => {
    await expect(startSandbox({scenario: 'huge' as 'small'})).rejects.toThrow('no such scenario')
    await expect(startSandbox({seed: 1.5})).rejects.toThrow('whole number')
    await expect(startSandbox({clock: 'yesterday'})).rejects.toThrow('not a time')
    for (const clock of ['0000-01-01T00:00:00Z', '+275760-01-01T00:00:00Z'])
      await expect(startSandbox({clock})).rejects.toThrow('from the year 2000 to 9998')
    const {info} = await open()
    await expect(startSandbox({port: Number(new URL(info.endpoints.bss).port)})).rejects.toThrow('EADDRINUSE')
  })
})
