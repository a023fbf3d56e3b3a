// A yes and a name: each is understood where the other is meant, and a yes never does what wants a name.
import {readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {beforeAll, expect, it} from 'vitest'
import {cli, emptyHome} from '../support/cli.js'

const manifest = JSON.parse(readFileSync(join(resolve(import.meta.dirname, '../..'), 'oclif.manifest.json'), 'utf8'))
const commands = Object.values(manifest.commands) as {id: string; flags: Record<string, {hidden?: boolean}>}[]

let name = ''
beforeAll(async () => {
  emptyHome()
  process.env.PARTNERCTL_SANDBOX_SCENARIO = 'tiny'
  const [first] = JSON.parse((await cli('customer list -o json --profile sandbox')).stdout)
  name = first.account_name
})

it('every command that takes a yes takes a name, and the other way round', () => {
  // Local things are asked about with a yes alone.
  const local = /^(profile|sandbox):/
  const one = commands.filter(
    ({id, flags}) => !local.test(id) && Object.hasOwn(flags, 'yes') !== Object.hasOwn(flags, 'confirm'),
  )
  expect(one.map(({id}) => id)).toEqual([])
})

it('help names one of them', () => {
  const both = commands.filter(({flags}) => flags.yes && !flags.yes.hidden && flags.confirm && !flags.confirm.hidden)
  // Whether a name is wanted depends on --resources there.
  expect(both.map(({id}) => id)).toEqual(['customer:freeze'])
})

it('a name answers a question that wants a yes', async () => {
  expect(await cli(`customer freeze ${name} --reason late --confirm ${name} --profile sandbox`)).toMatchObject({
    exit: 0,
  })
  expect(await cli(`customer unfreeze ${name} --reason paid --confirm ${name} --profile sandbox`)).toMatchObject({
    exit: 0,
  })
})

it('a yes does not answer one that wants a name', async () => {
  const {exit, stderr} = await cli(`customer freeze ${name} --resources --reason late --yes --profile sandbox`)
  expect([exit, stderr]).toEqual([2, expect.stringContaining('--yes is not enough here')])
  expect(stderr).toContain(`Add --confirm ${name}`)
  const wrong = await cli(`customer freeze ${name} --resources --reason late --confirm other --profile sandbox`)
  expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('is not')])
})

it('a name that nothing on the line has is no yes', async () => {
  const {exit, stderr} = await cli(`customer freeze ${name} --reason late --confirm other --profile sandbox`)
  expect([exit, stderr]).toEqual([2, expect.stringContaining('not about "other"')])
  const [customer] = JSON.parse((await cli(`customer list -o json --profile sandbox --customer ${name}`)).stdout)
  expect(customer.account_name).toBe(name)
  expect((await cli(`customer show ${name} --profile sandbox`)).stdout).not.toMatch(/frozen +yes/i)
})

it('a name is looked at where nothing is asked, too, and no text is one by accident', async () => {
  for (const line of [
    `customer unfreeze ${name} --reason paid --confirm other`,
    `customer unfreeze ${name} --reason paid --confirm other --dry-run`,
    `customer unfreeze ${name} --reason paid --confirm other --yes`,
    `customer unfreeze ${name} --reason paid --confirm paid`,
    `customer freeze ${name} --reason late --confirm late`,
    `budget set ${name} 500 --confirm other`,
    `customer freeze ${name} --resources --reason late --confirm other --dry-run`,
  ]) {
    const {exit, stderr} = await cli(`${line} --profile sandbox`)
    expect([line, exit, stderr]).toEqual([line, 2, expect.stringContaining('Not done')])
  }
})
