import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { quote, recordedRun } from './page.ts'
import { pageFile, runFile } from './record.ts'

const run = recordedRun.parse(JSON.parse(await readFile(runFile, 'utf8')))

test('PERFORMANCE.md quotes the recorded run, number by number', async () => {
  const page = await readFile(pageFile, 'utf8')
  expect(page).toContain('<!-- table ')
  expect(quote(page, run)).toBe(page)
})

test('corrects a number that was changed by hand', () => {
  const page = '<!--=watch;1,000;p99 ms-->0.001<!--/-->'
  expect(quote(page, run)).not.toBe(page)
})

test('refuses a quote that the run does not have', () => {
  expect(() => quote('<!--=watch;7;p99 ms-->1<!--/-->', run)).toThrow(/no figure/)
  expect(() => quote('<!-- table nothing -->\n\n<!-- end -->', run)).toThrow(/no table/)
})
