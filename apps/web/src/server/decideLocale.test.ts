import { describe, expect, test } from 'vitest'
import { decideLocale, firstDayOf } from './decideLocale.ts'

const decide = (accepted: string | undefined, chosen?: string, allowsPseudo = false) =>
  decideLocale({ accepted, chosen, allowsPseudo })

describe('the language', () => {
  test.each([
    ['en-US,en;q=0.9', 'en', 'en-US'],
    ['es-US,es;q=0.9,en;q=0.8', 'es', 'es-US'],
    ['es-MX', 'es', 'es-MX'],
    ['es-419,es;q=0.9', 'es', 'es-419'],
    ['en-GB', 'en', 'en-GB'],
    ['de-DE,es;q=0.7,en;q=0.3', 'es', 'es-US'],
    ['fr-FR,fr', 'en', 'en-US'],
    ['es;q=0.2,en-GB;q=0.8', 'en', 'en-GB'],
    ['*', 'en', 'en-US'],
    ['', 'en', 'en-US'],
    [undefined, 'en', 'en-US'],
    ['\u0000;;;q=,,es_MX', 'en', 'en-US'],
    ['en-US-u-hc-h23-ca-buddhist', 'en', 'en-US'],
  ])('of a browser that accepts %j is %s, written as in %s', (accepted, language, tag) => {
    expect(decide(accepted)).toEqual({ language, tag })
  })

  test('is the chosen one, with the region that the browser names for it', () => {
    expect(decide('en-US', 'es')).toEqual({ language: 'es', tag: 'es-US' })
    expect(decide('en-US,es-MX;q=0.5', 'es')).toEqual({ language: 'es', tag: 'es-MX' })
    expect(decide('es-MX', 'en')).toEqual({ language: 'en', tag: 'en-US' })
  })

  test('is not one that is not offered', () => {
    expect(decide('es-US', 'xx')).toEqual({ language: 'es', tag: 'es-US' })
    expect(decide('es-US', 'toString')).toEqual({ language: 'es', tag: 'es-US' })
    expect(decide('en-US', 'en-XA')).toEqual({ language: 'en', tag: 'en-US' })
  })

  test('is the pseudo-locale only where that is allowed, and only if it is chosen', () => {
    expect(decide('en-US', 'en-XA', true)).toEqual({ language: 'en-XA', tag: 'en-XA' })
    expect(decide('en-XA', undefined, true).language).toBe('en')
  })
})

test.each([
  ['en-US', 7],
  ['es-US', 7],
  ['es-MX', 7],
  ['en-GB', 1],
  ['es-ES', 1],
  ['en-XA', 7],
])('weeks in %s begin with weekday %i', (tag, firstDay) => {
  expect(firstDayOf(tag)).toBe(firstDay)
})
