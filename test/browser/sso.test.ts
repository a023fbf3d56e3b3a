// Single sign-on as a customer lives it: the program's own commands, a real browser, and what an attacker may do to the
// message on its way.
import {type ChildProcess, spawn} from 'node:child_process'
import {join} from 'node:path'
import {type Browser, chromium, type Page} from 'playwright-core'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest'
import {idpFile, readIdpFolder} from '../../src/sso/idp-folder.js'
import {readMessage} from '../../src/sso/message.js'
import {makeResponse, type ResponseOptions} from '../../src/sso/respond.js'
import {SsoSettings} from '../../src/sso/settings.js'
import {temporaryFolder} from '../support/cli.js'
import {testIdp} from '../support/saml.js'

const home = temporaryFolder()
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PARTNERCTL_CONFIG_DIR: join(home, 'config'),
  PARTNERCTL_DATA_DIR: join(home, 'data'),
  PARTNERCTL_CACHE_DIR: join(home, 'cache'),
}
const started: ChildProcess[] = []

/** Starts a command that goes on running, and resolves with the first line it prints. */
function start<T>(...args: string[]): Promise<T> {
  const child = spawn(process.execPath, ['bin/run.js', ...args, '-o', 'json'], {env, stdio: ['ignore', 'pipe', 'pipe']})
  started.push(child)
  return new Promise((resolve, reject) => {
    let out = ''
    let errors = ''
    child.stderr!.on('data', piece => (errors += piece))
    child.stdout!.on('data', piece => {
      out += piece
      if (out.includes('\n')) resolve(JSON.parse(out.slice(0, out.indexOf('\n'))))
    })
    child.on('exit', code => reject(new Error(`${args.join(' ')} ended with ${code}: ${errors}`)))
  })
}

/** Runs a command to its end and returns what it printed. */
function run(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, ['bin/run.js', ...args], {env, stdio: ['ignore', 'pipe', 'inherit']})
  return new Promise((resolve, reject) => {
    let out = ''
    child.stdout!.on('data', piece => (out += piece))
    child.on('exit', code =>
      code === 0 ? resolve(out.trim()) : reject(new Error(`${args.join(' ')} ended with ${code}`)),
    )
  })
}

let browser: Browser
let page: Page
let origin: string
let idp: {url: string; metadata: string}
let link: string
let firstLink: string

beforeAll(async () => {
  const sandbox = await start<{endpoints: {bss: string}}>('sandbox', 'start', '--port', '0', '--memory', '--seed', '5')
  origin = sandbox.endpoints.bss
  env.PARTNERCTL_SANDBOX_URL = origin
  idp = await start('sso', 'idp', 'start', '--port', '0', '--profile', 'sandbox')
  const target = ['--profile', 'sandbox', '--service', 'ecs', '--region', 'ap-southeast-3']
  link = await run('sso', 'link', ...target)
  firstLink = await run('sso', 'link', ...target, '--first-login')
  browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox']})
})

afterAll(async () => {
  await browser?.close()
  // Until they have ended they may still write into the home that is removed after this.
  const running = started.filter(({exitCode, signalCode}) => exitCode === null && signalCode === null)
  await Promise.all(running.map(child => new Promise(done => child.once('exit', done).kill('SIGTERM'))))
})

beforeEach(async () => {
  page = await (await browser.newContext()).newPage()
})
afterEach(() => page.context().close())

const row = (name: string, on = page) => on.locator(`tr:has(th:text-is("${name}")) td`).innerText()
const arrived = () => page.waitForURL(`${origin}/console`)

async function signIn(id: string): Promise<void> {
  await page.getByLabel('Id on your platform').fill(id)
  await page.getByRole('button', {name: 'Sign in'}).last().click()
}

test('link, redirect, login page, post, console', async () => {
  const visited: string[] = []
  page.on('request', request => {
    if (request.isNavigationRequest()) visited.push(`${request.method()} ${request.url().split('?')[0]}`)
  })
  await page.goto(link)
  expect(await page.title()).toBe('Sign in')
  const customer = await page.getByRole('cell').first().innerText()
  const [name, id] = customer.split('\n') as [string, string]
  await page.getByRole('button', {name: 'Sign in'}).first().click()
  await arrived()
  expect(visited).toEqual([
    `GET ${origin}/authui/saml/login`,
    `GET ${idp.url}/sso`,
    `GET ${idp.url}/sso/login`,
    `POST ${idp.url}/sso/login`,
    `POST ${origin}/authui/saml/SAMLAssertionConsumer`,
    `GET ${origin}/console`,
  ])
  expect(await row('Customer')).toBe(name)
  expect(await row('User on the platform')).toBe(id)
  expect(await row('On to')).toBe('https://console-intl.huaweicloud.com/ecm/?region=ap-southeast-3#/ecs/manager/vmList')
  await page.getByRole('button', {name: 'Sign out'}).click()
  await page.goto(`${origin}/console`)
  expect(await row('Check')).toBe('session')
})

test('a customer is found by a part of its name', async () => {
  await page.goto(link)
  const [name] = (await page.getByRole('cell').nth(4).innerText()).split('\n') as [string]
  await page.getByLabel('Part of a name').fill(name.toUpperCase())
  await page.getByRole('button', {name: 'Find'}).click()
  expect(await page.getByRole('cell').first().innerText()).toContain(name)
})

test('the first login binds an account, and the listener is told', async () => {
  const told = start('sso', 'bind-listener', '--port', '0', '--profile', 'sandbox', '--once')
  // It is registered as soon as the sandbox knows an address.
  await expect
    .poll(async () => (await fetch(`${origin}/sandbox/sso`)).json(), {timeout: 30_000})
    .toHaveProperty('notification_url', expect.any(String))
  await page.goto(firstLink)
  await signIn('shop-2001')
  await page.waitForURL(`${origin}/authui/saml/bind`)
  await page.getByLabel('Account name').fill('andes-retail')
  await page.getByRole('button', {name: 'Create and bind'}).click()
  await arrived()
  expect(await row('Account')).toBe('andes-retail')
  expect(await row('Binding')).toMatch(/^made now; notification to .* accepted \(200\)$/)
  expect(await told).toMatchObject({user_id: 'shop-2001', domain_name: 'andes-retail', action: 1, accepted: true})

  const listed = JSON.parse(await run('customer', 'list', '--all', '--profile', 'sandbox', '-o', 'json')) as {
    xaccount_id: string
    account_name: string
  }[]
  expect(listed.find(one => one.xaccount_id === 'shop-2001')?.account_name).toBe('andes-retail')

  await page.goto(link)
  await signIn('shop-2001')
  await arrived()
  expect(await row('Account')).toBe('andes-retail')
})

test('a first login can bind an account that exists', async () => {
  await page.goto(firstLink)
  await signIn('shop-2002')
  await page.getByLabel('Name of the account').fill('old-account')
  await page.getByRole('button', {name: 'Bind', exact: true}).click()
  await arrived()
  expect(await row('Account')).toBe('old-account')
})

test('a user without an account is told that this is a first login', async () => {
  await page.goto(link)
  await signIn('shop-9999')
  expect(await row('Check')).toBe('user')
  expect(await row('What to do')).toContain('isFirstLogin=true')
})

describe('tampered with on its way, the response is refused:', () => {
  const settings = new SsoSettings('intl')
  let user: string
  beforeAll(async () => {
    const [customer] = JSON.parse(await run('customer', 'list', '--limit', '1', '--profile', 'sandbox', '-o', 'json'))
    user = customer.xaccount_id
  })

  /** What the provider would have signed, with something else. */
  async function forge(
    xml: string,
    more: Partial<ResponseOptions> | ((r: ResponseOptions['request']) => Partial<ResponseOptions>),
  ) {
    const message = readMessage(xml)
    const id = /InResponseTo="([^"]+)"/.exec(message.text)![1]!
    const request = {id, issuer: `${origin}/`, acs_url: `${origin}/authui/saml/SAMLAssertionConsumer`}
    const own = readIdpFolder(join(home, 'data', 'sso', 'sandbox-idp'))!
    return makeResponse({
      request,
      issuer: `${idp.url}/metadata`,
      user: {user_id: user},
      ...own,
      settings,
      now: Date.now(),
      ...(typeof more === 'function' ? more(request) : more),
    })
  }
  const assertionOf = (xml: string) => /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)![0]
  const signatureOf = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)![0]

  const tamperings: Record<string, [check: string, (xml: string) => string | Promise<string>]> = {
    'signed with the wrong key': ['signature', async xml => forge(xml, await testIdp())],
    expired: ['time', xml => forge(xml, {now: Date.now() - 3_600_000})],
    'for another audience': [
      'audience',
      xml => forge(xml, request => ({request: {...request, issuer: 'https://sp.example.com/'}})),
    ],
    'for another user, after signing': ['signature', xml => xml.replaceAll(user, 'somebody-else')],
    'with its signature wrapped around another assertion': [
      'signature',
      xml => {
        const assertion = assertionOf(xml)
        const signature = signatureOf(assertion)
        const bare = assertion.replace(signature, '')
        const evil = bare.replace(/ID="[^"]+"/, 'ID="_evil"').replaceAll(user, 'somebody-else')
        const kept = bare.replace('<saml:Assertion', '<saml:Advice').replace('</saml:Assertion>', '</saml:Advice>')
        const around = signature.replace('</ds:Signature>', `<ds:Object>${kept}</ds:Object></ds:Signature>`)
        return xml.replace(assertion, evil.replace('</saml:Issuer>', `</saml:Issuer>${around}`))
      },
    ],
    'with two assertions': [
      'assertion',
      xml => {
        const assertion = assertionOf(xml)
        const evil = assertion
          .replace(signatureOf(assertion), '')
          .replace(/ID="[^"]+"/, 'ID="_evil"')
          .replaceAll(user, 'somebody-else')
        return xml.replace(assertion, evil + assertion)
      },
    ],
    'with an entity in it': [
      'xml',
      xml => xml.replace('<samlp:Response', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><samlp:Response'),
    ],
  }

  for (const [name, [check, tamper]] of Object.entries(tamperings)) {
    test(name, async () => {
      await page.route('**/SAMLAssertionConsumer', async route => {
        const form = new URLSearchParams(route.request().postData()!)
        const xml = Buffer.from(form.get('SAMLResponse')!, 'base64').toString('utf8')
        form.set('SAMLResponse', Buffer.from(await tamper(xml)).toString('base64'))
        await route.continue({postData: form.toString()})
      })
      await page.goto(link)
      await signIn(user)
      await page.getByRole('heading', {name: 'Login refused'}).waitFor()
      expect(await row('Check')).toBe(check)
      await page.goto(`${origin}/console`)
      expect(await row('Check')).toBe('session')
    })
  }

  test('sent a second time', async () => {
    let posted = new URLSearchParams()
    page.on('request', request => {
      if (request.url().endsWith('SAMLAssertionConsumer')) posted = new URLSearchParams(request.postData() ?? '')
    })
    await page.goto(link)
    await signIn(user)
    await arrived()
    const again = await (await browser.newContext()).newPage()
    await again.setContent(
      `<form method="post" action="${origin}/authui/saml/SAMLAssertionConsumer"><input name="SAMLResponse"><input name="RelayState"><button>Send</button></form>`,
    )
    await again.locator('input').first().fill(posted.get('SAMLResponse')!)
    await again.locator('input').last().fill(posted.get('RelayState')!)
    await again.getByRole('button').click()
    await again.getByRole('heading', {name: 'Login refused'}).waitFor()
    expect(await row('Check', again)).toBe('replay')
    await again.context().close()
  })

  test('and a request that was changed never reaches the login page', async () => {
    const begun = await fetch(link, {redirect: 'manual'})
    const address = new URL(begun.headers.get('location')!)
    address.searchParams.set('RelayState', 'changed')
    await page.goto(address.href)
    expect(await page.title()).toBe('Request refused')
    expect(await page.getByRole('row', {name: 'signature'}).innerText()).toContain('not made by the sender')
  })
})

test('the key of the provider is readable by its owner only', async () => {
  const {statSync} = await import('node:fs')
  const file = idpFile(join(home, 'data', 'sso', 'sandbox-idp'), 'key')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})
