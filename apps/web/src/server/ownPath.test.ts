import { expect, test } from 'vitest'
import { hostileNexts } from '../../e2e/hostileNexts.ts'
import { ownPath } from './ownPath.ts'

test.each([
  ['/', '/'],
  ['/?view=week&date=2026-12-02', '/?view=week&date=2026-12-02'],
  ['/a/../b?c=//d#e', '/b?c=//d#e'],
  ['/?name=Ärztehaus', '/?name=%C3%84rztehaus'],
  ['/?q=a b', '/?q=a%20b'],
])('passes on %s, normalised', (next, path) => {
  expect(ownPath.parse(next)).toBe(path)
})

test.each(hostileNexts)('leads to a path of this origin for %j', (next) => {
  const path = ownPath.parse(next)
  expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/)
  // However often it is parsed, it stays where it is.
  const once = new URL(path, 'https://app.example')
  expect(once.origin).toBe('https://app.example')
  expect(once.pathname + once.search + once.hash).toBe(path)
})

test.each([undefined, 7, ['/a'], '', `/${'a'.repeat(2_000)}`, `/${'ä'.repeat(500)}`])(
  'leads to the start for %j',
  (next) => {
    expect(ownPath.parse(next)).toBe('/')
  },
)
