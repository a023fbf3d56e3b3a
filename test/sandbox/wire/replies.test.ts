import {describe, expect, it} from 'vitest'
import {internalProblem} from '../../../src/sandbox/wire/replies.js'

describe('what the sandbox says when it cannot work', () => {
  it.each([
    [{code: 'SQLITE_FULL', message: 'database or disk is full'}, /disk of the sandbox is full/],
    [{code: 'ENOSPC'}, /disk of the sandbox is full/],
    [{code: 'SQLITE_READONLY'}, /cannot write its data \(SQLITE_READONLY\)/],
    [new TypeError('x is not a function'), /^Internal error of the sandbox$/],
    [undefined, /^Internal error of the sandbox$/],
  ])('%j', (error, message) => {
    expect(internalProblem(error)).toMatch(message)
  })
})
