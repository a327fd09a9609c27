import { expect, test } from 'vitest'
import { hostileNexts } from '../../e2e/hostileNexts.ts'
import { sameOriginPath } from './sameOriginPath.ts'

test.each([
  ['/', '/'],
  ['/?view=week&date=2026-12-02', '/?view=week&date=2026-12-02'],
  ['/a/../b?c=//d#e', '/b?c=//d#e'],
  ['/?name=Ärztehaus', '/?name=%C3%84rztehaus'],
  ['/?q=a b', '/?q=a%20b'],
])('keeps %s, normalised', (next, path) => {
  expect(sameOriginPath.parse(next)).toBe(path)
})

test.each(hostileNexts)('returns a path of this origin for %j', (next) => {
  const path = sameOriginPath.parse(next)
  expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
  // Parsing it again changes nothing.
  const parsed = new URL(path, 'https://app.example')
  expect(parsed.origin).toBe('https://app.example')
  expect(parsed.pathname + parsed.search + parsed.hash).toBe(path)
})

test.each([undefined, 7, ['/a'], '', `/${'a'.repeat(2_000)}`, `/${'ä'.repeat(500)}`])(
  'returns / for %j',
  (next) => {
    expect(sameOriginPath.parse(next)).toBe('/')
  },
)
