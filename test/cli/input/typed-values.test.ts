// Values that people type: days and times, durations, periods, phone numbers, words in both spellings.
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {asArguments} from '../../../src/cli/either-form.js'
import {parseDay, parseMoment} from '../../../src/cli/input/dates.js'
import {parseDuration, parsePeriod, parseWait} from '../../../src/cli/input/durations.js'
import {packageRoot} from '../../../src/package.js'
import {parsePhone, phoneText} from '../../../src/phone.js'
import {cli, emptyHome} from '../../support/cli.js'

const now = new Date('2026-11-30T18:00:00Z')
const isUsage = expect.objectContaining({outcome: 'usage'})

describe('a time', () => {
  it.each([
    ['7d', '2026-11-23T18:00:00Z'],
    ['-7d', '2026-11-23T18:00:00Z'],
    ['+30d', '2026-12-30T18:00:00Z'],
    ['10m', '2026-11-30T17:50:00Z'],
    ['2h', '2026-11-30T16:00:00Z'],
    ['1w', '2026-11-23T18:00:00Z'],
    ['1month', '2026-10-30T18:00:00Z'],
    ['9months', '2026-02-28T18:00:00Z'],
    ['+1month', '2026-12-30T18:00:00Z'],
    ['1year', '2025-11-30T18:00:00Z'],
    ['now', '2026-11-30T18:00:00Z'],
  ])('%s is %s', (text, moment) => expect(parseMoment(text, 'begin', now, '--since')).toBe(moment))

  it.each(['7', '7x', 'd7', '+-7d', '--7d', '99999999d'])('"%s" is none', text =>
    expect(() => parseMoment(text, 'begin', now, '--since')).toThrow(isUsage),
  )

  it.each(['--expires-before', '--valid-until', '--effective-after'])('%s wants to know on which side of now', flag => {
    expect(parseMoment('+30d', 'end', now, flag)).toBe('2026-12-30T18:00:00Z')
    expect(parseMoment('-30d', 'end', now, flag)).toBe('2026-10-31T18:00:00Z')
    expect(() => parseMoment('30d', 'end', now, flag)).toThrow(isUsage)
  })

  it('as a day is that of UTC+8', () => expect(parseDay('7d', 'begin', now, '--since')).toBe('2026-11-24'))
})

describe('a duration', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
    ['1w', 604_800_000],
    ['200ms', 200],
    ['1.5h', 5_400_000],
  ])('%s is %s ms', (text, time) => expect(parseDuration(text, '--valid-for')).toBe(time))

  it('without a unit has that of its flag, or none', () => {
    expect(parseDuration('30', '--interval', {bare: 's'})).toBe(30_000)
    expect(() => parseDuration('30', '--valid-for')).toThrow(isUsage)
  })

  it.each(['', 's', '-5s', '5 s x', '10min', '1e3s', '0s', '25d'])('"%s" is nothing to wait for', text =>
    expect(() => parseWait(text, '--timeout')).toThrow(isUsage),
  )
})

describe('a period', () => {
  const most = {month: 11, year: 3}
  it.each([
    ['1month', 'month', 1],
    ['3months', 'month', 3],
    ['month', 'month', 1],
    ['monthly', 'month', 1],
    ['yearly', 'year', 1],
    ['2 years', 'year', 2],
  ])('%s', (text, unit, count) => expect(parsePeriod(text, '--period', most)).toEqual({unit, count}))

  it.each(['', '3', '0month', '12months', '4years', '1day', 'fortnight'])('"%s" is none', text =>
    expect(() => parsePeriod(text, '--period', most)).toThrow(isUsage),
  )
})

describe('a phone number', () => {
  it.each([
    ['+86 13800000000', '0086-13800000000'],
    ['+86-138-0000-0000', '0086-13800000000'],
    ['+8613800000000', '0086-13800000000'],
    ['0086-13800000000', '0086-13800000000'],
    ['008613800000000', '0086-13800000000'],
    ['+65 9123 4567', '0065-91234567'],
    ['+1 (242) 555-1234', '001-2425551234'],
    ['+852 91234567', '00852-91234567'],
  ])('%s is %s', (text, form) => expect(phoneText(parsePhone(text, '--phone'))).toBe(form))

  it.each(['13800000000', '86-13800000000', '+86', '+86 123', '+0 13800000000', 'shop', '+86 1380000000000000'])(
    '"%s" is none, or lacks its country',
    text => expect(() => parsePhone(text, '--phone')).toThrow(isUsage),
  )
})

describe('an argument', () => {
  const args = {customer: {}, amount: {}}
  it.each([
    ['acme 500', ['acme', '500']],
    ['-C acme 500', ['acme', '500']],
    ['500 --customer acme', ['acme', '500']],
    ['500 --customer=acme --yes', ['acme', '500', '--yes']],
    ['500 -- -C', ['500', '--', '-C']],
    ['500 -C', ['500', '-C']],
  ])('%s', (line, meant) => expect(asArguments(line.split(' '), {args, flags: {}})).toEqual(meant))

  it('keeps a flag of its own', () =>
    expect(asArguments(['-C', 'a'], {args, flags: {customer: {}}})).toEqual(['-C', 'a']))
})

/** Lines with a value that is none: each is bad usage, and says which flag it was. */
const bad: [line: string, flag: string][] = [
  ['order list --since soon', '--since'],
  ['subscription list -C x --expires-before 30d', '--expires-before'],
  ['customer send-code --email a@b.example --valid-for 2h', '--valid-for'],
  ['ticket authorize grant A1 --valid-for 4', '--valid-for'],
  ['ticket watch --interval often', '--interval'],
  ['realname status acme-01 --wait --timeout long', '--timeout'],
  ['sso metadata check file.xml --warn-before soon', '--warn-before'],
  ['sandbox fault add none --delay 5-x', '--delay'],
  ['price renewal R1 -C x --period 12months', '--period'],
  ['subscription auto-renew on R1 -C x --period 2months', '--period'],
  ['customer check --phone 13800000000', '--phone'],
  ['customer list --max-time never', '--max-time'],
  ['coupon list --order newest-first', '--order'],
]

it.each(bad)('%s is bad usage', async (line, flag) => {
  emptyHome()
  const {exit, stderr} = await cli(`${line} --profile sandbox`)
  expect([exit, stderr]).toEqual([2, expect.stringContaining(flag)])
})

describe('a window of time', () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'oclif.manifest.json'), 'utf8'))
  const commands = Object.values(manifest.commands) as {
    id: string
    flags: object
    args: Record<string, {required?: boolean}>
  }[]
  const lines = commands.flatMap(({id, flags, args}) =>
    Object.keys(flags).flatMap(from => {
      const to = from === 'since' ? 'until' : from.replace(/-after$/, '-before').replace(/-from$/, '-until')
      if (to === from || !Object.hasOwn(flags, to)) return []
      const given = Object.values(args).flatMap(({required}) => (required ? ['X'] : []))
      return [[[...id.split(':'), ...given, '--profile', 'sandbox'], from, to] as const]
    }),
  )

  it('that ends before it begins is refused by every command that takes one', async () => {
    emptyHome()
    expect(lines.length).toBeGreaterThan(15)
    for (const [words, from, to] of lines) {
      const {exit, stderr} = await cli([...words, `--${from}`, day(-5), `--${to}`, day(-7)])
      expect([words, exit, stderr]).toEqual([words, 2, expect.stringContaining('nothing lies between them')])
    }
  })

  it('that begins after now is refused where nothing can be then', async () => {
    for (const since of ['+7d', day(3)]) {
      for (const line of ['order list', 'audit list', 'customer list', 'ticket list', 'bill records']) {
        const ran = await cli(`${line} --since ${since} --profile sandbox`)
        expect([line, ran]).toEqual([line, expect.objectContaining({exit: 2, stdout: ''})])
        expect(ran.stderr).toContain('is after now')
      }
    }
    expect((await cli('coupon list --since +1d --profile sandbox')).exit).toBe(0)
  })

  it.each([
    '--since today --until today',
    '--since 2d --until 1d',
    '--since last-month --until last-month',
    '--since 1d',
  ])('%s is one', async typed => expect((await cli(`order list ${typed} --profile sandbox`)).exit).toBe(0))
})
