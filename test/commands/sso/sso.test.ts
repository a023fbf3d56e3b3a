import {spawn} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, it} from 'vitest'
import {cli, cliJson, emptyHome} from '../../support/cli.js'
import {type TestSandbox, testSandbox} from '../../support/sandbox.js'

let home: string
let sandbox: TestSandbox
let origin: string
beforeAll(async () => {
  home = emptyHome()
  sandbox = await testSandbox({seed: 2})
  origin = sandbox.info.endpoints.bss
})

const IAM = 'https://console-intl.huaweicloud.com/iam/'

describe('sso link', () => {
  it('prints the link alone, so that it can be piped', async () => {
    const {exit, stdout} = await cli(['sso', 'link', IAM, '--platform', 'ZXT'])
    expect(exit).toBe(0)
    expect(stdout).toBe(
      'https://auth-intl.huaweicloud.com/authui/saml/login?xAccountType=ZXT&isFirstLogin=false&service=https%3A%2F%2Fconsole-intl.huaweicloud.com%2Fiam%2F\n',
    )
  })

  it('takes the platform from the profile, and says of a customer who signs in and that it is bound', async () => {
    const [customer] =
      await cliJson<{customer_id: string; account_name: string; xaccount_id: string}[]>('customer list --limit 1')
    const link = await cliJson(['sso', 'link', '--service', 'ecs', '--customer', customer!.account_name])
    expect(link).toMatchObject({
      platform: sandbox.info.partner.xaccount_type,
      customer_id: customer!.customer_id,
      xaccount_id: customer!.xaccount_id,
      bound: true,
      first_login: false,
    })
    const {stderr} = await cli(['sso', 'link', '--customer', customer!.account_name, '--first-login'])
    expect(stderr).toContain(`Warning: ${customer!.account_name} is bound already`)
    expect(stderr).toContain(`signs in as ${customer!.xaccount_id} on your platform`)
    expect((await cli(['sso', 'link', '--customer', 'nobody-at-all'])).exit).toBe(3)
  })

  it('refuses a target outside of the consoles, unless that is wanted', async () => {
    const {exit, stdout, stderr} = await cli(['sso', 'link', 'https://evil.example/', '--platform', 'ZXT'])
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain('--allow-any-target')
    expect((await cli(['sso', 'link', 'https://evil.example/', '--platform', 'ZXT', '--allow-any-target'])).exit).toBe(
      0,
    )
  })

  it('follows the site of the profile and the settings it keeps', async () => {
    const {changeConfiguration} = await import('../../../src/profiles/profile.js')
    await changeConfiguration(configuration => {
      configuration.profiles.europe = {site: 'eu', access_key_id: 'x', secret_access_key: 'y', xaccount_type: 'EU1'}
    })
    const link = () => cliJson<{link: string; target: string}>('sso link --service iam --profile europe')
    expect((await link()).link).toContain('https://auth.eu.huaweicloud.com/authui/saml/login?xAccountType=EU1')
    expect((await link()).target).toBe('https://console.eu.huaweicloud.com/iam/')
    await cli('sso settings login_url=https://login.example/x console.iam=/identity/ --profile europe')
    expect(await link()).toMatchObject({
      link: expect.stringContaining('https://login.example/x?'),
      target: 'https://console.eu.huaweicloud.com/identity/',
    })
    await cli('sso settings login_url= console.iam= --profile europe')
    expect((await link()).target).toBe('https://console.eu.huaweicloud.com/iam/')
  })

  it('shows a QR code that says the same', async () => {
    const {stdout} = await cli(['sso', 'link', IAM, '--platform', 'ZXT', '--qr'])
    const [link, , ...lines] = stdout.split('\n')
    const {encode} = await import('uqr')
    const {data, size} = encode(link!, {border: 2})
    // Two rows of the code are one line of text: full, upper, lower, nothing (light modules are drawn).
    const drawn = lines.slice(0, Math.ceil(size / 2)).map(line => [...line])
    const light = drawn.flatMap((line, y) =>
      line.flatMap((char, x) => ['█▀'.includes(char) && `${x},${2 * y}`, '█▄'.includes(char) && `${x},${2 * y + 1}`]),
    )
    const expected = data.flatMap((row, y) => row.map((dark, x) => !dark && `${x},${y}`))
    const points = (list: (string | false)[]) => new Set(list.filter(one => one && Number(one.split(',')[1]) < size))
    expect(points(light)).toEqual(points(expected))
  })

  it('opens the browser without a shell', async () => {
    const folder = join(home, 'bin')
    mkdirSync(folder)
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > "${join(home, 'opened')}"\n`)
    chmodSync(join(folder, 'xdg-open'), 0o755)
    const path = process.env.PATH
    process.env.PATH = `${folder}:${path}`
    try {
      const target = `${IAM}?a=$(touch%20x);b='"`
      const {exit} = await cli(['sso', 'link', target, '--platform', 'Z;touch x', '--open'])
      expect(exit).toBe(0)
      await expect
        .poll(() => existsSync(join(home, 'opened')) && readFileSync(join(home, 'opened'), 'utf8'))
        .toMatch(/^1\nhttps:\/\/auth-intl\.\S+\n$/)
      process.env.PATH = home
      expect((await cli(['sso', 'link', IAM, '--platform', 'ZXT', '--open'])).stderr).toContain(
        'no browser could be opened',
      )
    } finally {
      process.env.PATH = path
    }
  })

  it('leads to the sandbox for the profile sandbox', async () => {
    process.env.PARTNERCTL_SANDBOX_URL = origin
    try {
      const {link} = await cliJson<{link: string}>(['sso', 'link', `${origin}/console`, '--profile', 'sandbox'])
      expect(link).toContain(`${origin}/authui/saml/login?xAccountType=${sandbox.info.partner.xaccount_type}`)
      process.env.PARTNERCTL_SANDBOX_URL = 'http://sandbox.example:8480'
      expect(await cli('sso link --profile sandbox')).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining('not an address on this machine'),
      })
      process.env.PARTNERCTL_SANDBOX_URL = 'http://127.0.0.1:9'
      expect(await cli('sso register --profile sandbox')).toMatchObject({
        exit: 6,
        stderr: expect.stringContaining('partnerctl sandbox start'),
      })
    } finally {
      delete process.env.PARTNERCTL_SANDBOX_URL
    }
  })
})

describe('sso metadata', () => {
  const folder = () => join(home, 'idp')
  const file = (name: string) => join(folder(), name)
  const create = (...more: string[]) =>
    cli(['sso', 'metadata', 'create', '--sso-url', 'https://shop.example.com/saml/sso', '--out', folder(), ...more])

  it('makes key, certificate and metadata; the metadata pass the check', async () => {
    expect((await create()).exit).toBe(0)
    expect(statSync(file('idp-key.pem')).mode & 0o777).toBe(0o600)
    expect(readFileSync(file('idp-metadata.xml'), 'utf8')).not.toContain('PRIVATE')
    const {exit, stdout} = await cli(['sso', 'metadata', 'check', file('idp-metadata.xml')])
    expect(exit).toBe(0)
    expect(stdout.replace(/\d+ bytes/, 'N bytes').replace(/\d{4}-\d\d-\d\d/, 'DAY')).toMatchInlineSnapshot(`
      "ok         size       N bytes
      ok         encoding   UTF-8
      ok         xml        well-formed, without entities
      ok         secrets    no user names, passwords or private keys
      ok         entity     https://shop.example.com/
      ok         role       identity provider, SAML 2.0
      ok         key        RSA, 2048 bits
      ok         algorithm  SHA-256 with RSA
      ok         service    https://shop.example.com/saml/sso (redirect)
      ok         expiry     valid until DAY, 1094 days
      "
    `)
  })

  it('never overwrites a key; --renew makes a new certificate for it', async () => {
    const key = readFileSync(file('idp-key.pem'), 'utf8')
    const certificate = readFileSync(file('idp-certificate.pem'), 'utf8')
    expect(await create()).toMatchObject({exit: 2, stderr: expect.stringContaining('--renew')})
    expect(readFileSync(file('idp-certificate.pem'), 'utf8')).toBe(certificate)
    expect((await create('--renew', '--valid-for', '30')).exit).toBe(0)
    expect(readFileSync(file('idp-key.pem'), 'utf8')).toBe(key)
    expect(readFileSync(file('idp-certificate.pem'), 'utf8')).not.toBe(certificate)
  })

  it('tells cron apart what is refused and what ends soon', async () => {
    expect(await cli(['sso', 'metadata', 'check', file('idp-metadata.xml')])).toMatchObject({
      exit: 12,
      stderr: expect.stringContaining('ends in 29 days'),
    })
    expect((await cli(['sso', 'metadata', 'check', file('idp-metadata.xml'), '--warn-before', '10'])).exit).toBe(0)
    writeFileSync(
      file('bad.xml'),
      readFileSync(file('idp-metadata.xml'), 'utf8').replace(
        'https://shop.example.com/saml/sso',
        'http://shop.example.com/saml/sso',
      ),
    )
    expect(await cli(['sso', 'metadata', 'check', file('bad.xml')])).toMatchObject({
      exit: 5,
      stderr: expect.stringContaining('service'),
    })
    expect((await cli(['sso', 'metadata', 'check', file('none.xml')])).exit).toBe(2)
    expect(await cli(['sso', 'metadata', 'check', 'http://shop.example.com/metadata'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('only trusted over https'),
    })
    expect(
      await cli(['sso', 'metadata', 'create', '--sso-url', 'http://shop.example.com/', '--out', join(home, 'x')]),
    ).toMatchObject({exit: 2})
    expect(existsSync(join(home, 'x'))).toBe(false)
  })

  it('answers a request of the sandbox, which lets the customer in', async () => {
    expect((await create('--renew')).exit).toBe(0)
    process.env.PARTNERCTL_SANDBOX_URL = origin
    try {
      const registered = await cliJson([
        'sso',
        'register',
        file('idp-metadata.xml'),
        '--notification-url',
        'http://127.0.0.1:9/bind',
        '--set',
        'bind_attempts=3',
        '--profile',
        'sandbox',
      ])
      expect(registered).toMatchObject({
        registered: true,
        notification_url: 'http://127.0.0.1:9/bind',
        settings: {bind_attempts: '3'},
      })
      expect(await cli(['sso', 'register', '--set', 'bind_signature=x', '--profile', 'sandbox'])).toMatchObject({
        exit: 5,
        stderr: expect.stringContaining('not one of base64, json'),
      })
      const {link} = await cliJson<{link: string}>('sso link --profile sandbox --service iam')
      const request = (await fetch(link, {redirect: 'manual'})).headers.get('location')!
      const [customer] = await cliJson<{account_name: string; customer_id: string}[]>('customer list --limit 1')
      const respond = (more: string[]) => [
        'sso',
        'respond',
        request,
        '--idp',
        folder(),
        '--profile',
        'sandbox',
        '--metadata',
        `${origin}/authui/saml/metadata.xml`,
        ...more,
      ]
      const form = join(home, 'login.html')
      const issued = await cliJson<{saml_response: string; relay_state: string; acs_url: string}>(
        respond(['--customer', customer!.account_name, '--attribute', 'department=it', '--form', form]),
      )
      expect(readFileSync(form, 'utf8')).toContain(issued.saml_response)

      const decoded = await cliJson<{facts: object}>([
        'sso',
        'decode',
        issued.saml_response,
        '--metadata',
        file('idp-metadata.xml'),
        '--profile',
        'sandbox',
      ])
      expect(decoded.facts).toMatchObject({
        verified: true,
        attributes: {department: ['it'], bpId: [sandbox.info.partner.domain_id]},
      })

      const done = await fetch(issued.acs_url, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({SAMLResponse: issued.saml_response, RelayState: issued.relay_state}),
      })
      expect(done.headers.get('location')).toBe('/console')
      const page = await fetch(`${origin}/console`, {headers: {cookie: done.headers.get('set-cookie')!.split(';')[0]!}})
      expect(await page.text()).toContain(customer!.customer_id)

      const changed = request.replace(/RelayState=./, 'RelayState=x')
      expect(await cli(respond(['--platform-user', 'x']).with(2, changed))).toMatchObject({
        exit: 5,
        stdout: '',
        stderr: expect.stringContaining('not made by the sender'),
      })
    } finally {
      delete process.env.PARTNERCTL_SANDBOX_URL
    }
  })
})

describe('sso decode', () => {
  it('reads stdin, prints facts and checks, and ends with 5 when one fails', async () => {
    const link = (await cli(['sso', 'link', IAM, '--platform', 'ZXT'])).stdout.trim()
    expect((await cli(['sso', 'decode', link])).exit).toBe(0)
    const bad = await cli(['sso', 'decode', link.replace('auth-intl', 'auth')])
    expect(bad.exit).toBe(5)
    expect(bad.stdout).toMatchInlineSnapshot(`
      "Login link

      login url    https://auth.huaweicloud.com/authui/saml/login
      platform     ZXT
      first login  false
      service      https://console-intl.huaweicloud.com/iam/

      FAILED     login    https://auth.huaweicloud.com/authui/saml/login, expected https://auth-intl.huaweicloud.com/authui/saml/login
                          -> Is the profile on the right site?
      ok         service  https://console-intl.huaweicloud.com/iam/
      "
    `)
    const child = spawn(process.execPath, ['bin/run.js', 'sso', 'decode', '-', '-o', 'json'], {env: process.env})
    let out = ''
    child.stdout.on('data', piece => (out += piece))
    child.stdin.end(link)
    await new Promise(done => child.on('close', done))
    expect(JSON.parse(out)).toMatchObject({kind: 'login-link', facts: {platform: 'ZXT'}})
  })

  it('prints the message alone with --xml, without what a terminal would obey', async () => {
    const xml =
      '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><a>\u009b31mred</a></samlp:Response>'
    const {exit, stdout} = await cli(['sso', 'decode', xml, '--xml'])
    expect([exit, stdout]).toEqual([
      0,
      '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">\n  <a>31mred</a>\n</samlp:Response>\n',
    ])
  })

  it('reads the clipboard with the program of the desktop, and says so where there is none', async () => {
    const folder = join(home, 'clipboard')
    mkdirSync(folder)
    // The first program is there but fails, as without a display: the next one is asked.
    writeFileSync(join(folder, 'wl-paste'), '#!/bin/sh\nexit 1\n', {mode: 0o755})
    writeFileSync(join(folder, 'xclip'), `#!/bin/sh\necho "${IAM}?xAccountType=ZXT"\n`, {mode: 0o755})
    const path = process.env.PATH
    try {
      process.env.PATH = `${folder}:/bin:/usr/bin`
      expect((await cli(['sso', 'decode', '--clipboard'])).stdout).toContain('ZXT')
      process.env.PATH = home
      expect((await cli(['sso', 'decode', '--clipboard'])).stderr).toContain('the clipboard cannot be read here')
    } finally {
      process.env.PATH = path
    }
  })

  it('says in one line what it cannot read', async () => {
    expect(await cli(['sso', 'decode', 'hello, world'])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('neither an address, XML, JSON nor Base64'),
    })
    expect(await cli(['sso', 'decode', IAM, '--at', 'soon'])).toMatchObject({exit: 2})
  })
})

describe('sso settings', () => {
  it('lists every setting with its default and whether it is confirmed', async () => {
    const rows = await cliJson<{name: string; confirmed: boolean; value: string}[]>('sso settings --site cn')
    expect(rows.filter(row => row.confirmed).map(row => row.name)).toEqual([
      'login_url',
      'sp_metadata',
      'sp_entity_id',
      'acs_url',
    ])
    expect(rows.find(row => row.name === 'sp_metadata')?.value).toBe(
      'https://auth.huaweicloud.com/authui/saml/metadata.xml',
    )
  })

  it('refuses what is no setting, and changes nothing then', async () => {
    const before = readFileSync(join(home, 'config', 'config.json'), 'utf8')
    expect((await cli(['sso', 'settings', 'bind_signature=both'])).exit).toBe(2)
    expect((await cli(['sso', 'settings', 'valid_seconds=60', 'nonsense=1'])).exit).toBe(2)
    expect(readFileSync(join(home, 'config', 'config.json'), 'utf8')).toBe(before)
    expect((await cli(['sso', 'settings', 'valid_seconds=60', '--profile', 'sandbox'])).stderr).toContain(
      '--set NAME=VALUE',
    )
  })
})

describe('what lets everybody in', () => {
  it('serves the sandbox only', async () => {
    expect(await cli('sso idp start')).toMatchObject({exit: 2, stderr: expect.stringContaining('the sandbox only')})
    expect(await cli('sso register')).toMatchObject({exit: 2, stderr: expect.stringContaining('Partner Center')})
  })
})
