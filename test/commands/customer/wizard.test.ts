// Questions on a real terminal: what is wrong is said at the question, and Ctrl-C leaves everything as it was.
import {beforeAll, describe, expect, it} from 'vitest'
import {cliJson, emptyHome} from '../../support/cli.js'
import {CLEAR, CTRL_C, ENTER, typed} from '../../support/pty.js'

interface Customer {
  account_name: string
  customer_id: string
}

let taken: string
beforeAll(async () => {
  emptyHome({PARTNERCTL_PROFILE: 'sandbox', PARTNERCTL_SANDBOX_SCENARIO: 'small', NO_COLOR: '1'})
  taken = (await cliJson<Customer[]>('customer list --limit 5')).at(-1)!.account_name
}, 60_000)

describe('customer create', () => {
  it('checks the name and the address at the question, shows the request, and waits', async () => {
    const {text, exit} = await typed('customer create', [
      ['Account name', `${taken}${ENTER}`],
      ['It is taken', `${CLEAR}quiet-harbour${ENTER}`],
      ['Its id on your platform', `shop-77${ENTER}`],
      ['Country', 'Peru'],
      ['❯ Peru', ENTER],
      ['E-mail address', `nonsense${ENTER}`],
      ['email', `${CLEAR}${ENTER}`],
      ['Create it?', `y${ENTER}`],
    ])
    expect({exit, text}).toMatchObject({exit: 0})
    expect(text).toMatch(/account name +quiet-harbour/)
    expect(text).toMatch(/platform id +shop-77/)
    expect(text).toMatch(/country +PE/)
    expect(text).toContain('waiting until it is associated with you')
    expect(text).toContain('Created quiet-harbour')
  }, 60_000)

  it('makes nobody when Ctrl-C is pressed before the end', async () => {
    const {text, exit} = await typed('customer create --name never-made --country PE --platform-user shop-78', [
      ['E-mail address', ENTER],
      ['Create it?', CTRL_C],
    ])
    expect({exit, text}).toMatchObject({exit: 130})
    expect(await cliJson('customer list --name never-made')).toEqual([])
  }, 60_000)
})

it('a missing argument is asked for by name, with the customers that there are', async () => {
  const {text, exit} = await typed('budget show', [
    ['Customer', taken],
    [`❯ ${taken}`, ENTER],
  ])
  expect({exit, text}).toMatchObject({exit: 0})
  expect(text).toMatch(new RegExp(`customer +${taken} `))
}, 60_000)

it('profile add refuses what is no account id, and says where it stands', async () => {
  const id = 'd78cbac186b744899480f25bd022f468'
  const {text, exit} = await typed('profile add mine --site intl --access-key-id AK --no-keychain', [
    ['Secret access key', `hush-hush${ENTER}`],
    ['Partner account id', `12${ENTER}`],
    ['not 32 hex digits', `${CLEAR}${id}${ENTER}`],
    ['Platform id', ENTER],
  ])
  expect({exit, text}).toMatchObject({exit: 0})
  expect(text).toContain('console, My Credentials')
  expect(text).not.toContain('hush')
}, 60_000)
