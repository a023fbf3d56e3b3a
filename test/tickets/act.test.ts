import {describe, expect, it} from 'vitest'
import type {Api} from '../../src/api/client.js'
import {Failure} from '../../src/failure.js'
import {actOn, actOnMany} from '../../src/tickets/act.js'
import {refuseSecrets} from '../../src/tickets/reply.js'
import {possible, refusalOf} from '../../src/tickets/rules.js'

/** An API whose ticket moves on between the look at its status and the action. */
function movedOn(statuses: number[], refusal: Failure): Api {
  return {
    call: async (operation: string) => {
      if (operation === 'ShowCaseStatus') return {status: statuses.shift()}
      throw refusal
    },
  } as unknown as Api
}

describe('a ticket that moves on meanwhile', () => {
  it('is told by its status, not by a code', async () => {
    const refusal = new Failure('denied', 'no', {code: 'OSM.01010002'})
    await expect(actOn(movedOn([1, 3], refusal), 'urge', 'TS1', {}, {})).rejects.toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('TS1 is completed and cannot be urged'),
    })
  })

  it('is told as the API tells it when its status allows the action', async () => {
    const refusal = new Failure('denied', 'no role', {code: 'OSM.01010002'})
    await expect(actOn(movedOn([1, 1], refusal), 'urge', 'TS1', {}, {})).rejects.toBe(refusal)
  })

  it('leaves an unknown outcome unknown', async () => {
    const lost = new Failure('unknown', 'lost')
    await expect(actOn(movedOn([1], lost), 'urge', 'TS1', {}, {})).rejects.toBe(lost)
  })
})

describe('many tickets', () => {
  it('are not gone through when nothing gets through', async () => {
    const rows = await actOnMany(['a', 'b', 'c'], async id => {
      if (id === 'b') throw new Failure('unavailable', 'no network')
    })
    expect(rows.map(row => row.status)).toEqual(['done', 'failed', 'not sent'])
  })

  it('end at one whose outcome is unknown', async () => {
    const rows = await actOnMany(['a', 'b'], async () => {
      throw new Failure('unknown', 'lost')
    })
    expect(rows.map(row => row.status)).toEqual(['unknown', 'not sent'])
  })
})

describe('rules', () => {
  it('leave a status that nobody knows to the API', () => {
    expect(refusalOf('cancel', 99)).toBeUndefined()
    expect(possible(99)).toHaveLength(6)
    expect(possible(13)).toEqual([])
  })
})

describe('a message', () => {
  it.each([
    'The password is hunter22',
    'password: abc123',
    'root pwd=abc123',
    '密码：abc123',
    'secret key = AKIAXXXX',
    '-----BEGIN RSA PRIVATE KEY-----',
  ])('does not tell a password: %s', text => {
    expect(() => refuseSecrets(text, 'TS1')).toThrow('not the place')
  })

  it.each(['I forgot my password', 'Where do I change the password?', 'The password field is greyed out'])(
    'may speak of one: %s',
    text => {
      expect(() => refuseSecrets(text, 'TS1')).not.toThrow()
    },
  )
})
