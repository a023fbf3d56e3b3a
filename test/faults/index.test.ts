// The table of the thirty says what is true: every file is there, and has its tests.
import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {expect, it} from 'vitest'
import {guards} from '../guards/guards.js'
import {thirty} from './thirty.js'

const root = resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')

it('has all thirty', () => {
  expect(Object.keys(thirty).map(Number)).toEqual(Array.from({length: 30}, (_, n) => n + 1))
})

it.each(Object.entries(thirty))('%s stands where the table says', (_, {tests}) => {
  expect(Object.values(tests).flat().length).toBeGreaterThan(0)
  for (const [file, titles] of Object.entries(tests)) {
    expect(existsSync(join(root, file)), file).toBe(true)
    const text = read(file)
    // A test that is only planned, or left out, is none.
    expect(text, file).not.toMatch(/\b(it|describe|test)\.(skip|todo|only)\b/)
    for (const title of titles) {
      const begins = ["'", '"', '`'].some(
        quote => text.includes(`(${quote}${title}`) || text.includes(`${quote}${title}`),
      )
      expect(begins, `${file}: ${title}`).toBe(true)
    }
  }
})

it('has a guard for each test that has one, and each guard stands where it is said to', () => {
  for (const {file, take, what, test} of guards) {
    expect(read(file).split(take).length - 1, `${what}: ${file}`).toBe(1)
    expect(existsSync(join(root, test[0])), test[0]).toBe(true)
  }
  const guarded = new Set(guards.map(guard => guard.of))
  // The 29th is the search for guards itself.
  expect(Object.keys(thirty).filter(number => !guarded.has(Number(number)))).toEqual(['29'])
})
