import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, it} from 'vitest'
import {pages} from '../../../src/sandbox/docs/pages.js'

it.each(Object.entries(pages()))('docs/%s is what `npm run docs` makes', (name, text) => {
  expect(readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8')).toBe(text)
})
