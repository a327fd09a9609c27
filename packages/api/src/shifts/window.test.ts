import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checkBoundedWindow, checkWindow, shiftWindow } from './window.ts'

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

describe('a window', () => {
  const schema = z.object(shiftWindow).superRefine(checkWindow)
  const [early, late] = ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z']

  test.each([{}, { from: late }, { to: early }, { from: early, to: late }, { from: early, to: early }])(
    'may be %j',
    (window) => {
      expect(accepts(schema, window)).toBe(true)
    },
  )

  test('cannot be turned round', () => {
    expect(schema.safeParse({ from: late, to: early }).error?.issues).toMatchObject([{ path: ['to'] }])
  })

  test('is not called turned round for an end that is malformed', () => {
    for (const window of [
      { from: 'infinity', to: early },
      { from: late, to: 'yesterday' },
    ]) {
      expect(schema.safeParse(window).error?.issues).toHaveLength(1)
    }
  })

  test.each([
    { fromDay: '2026-12-01' },
    { toDay: '2026-12-01' },
    { fromDay: '2026-12-01', toDay: '2026-12-01' },
    { fromDay: '2026-12-01', toDay: '2027-01-01' },
  ])('may be of days: %j', (window) => {
    expect(accepts(schema, window)).toBe(true)
  })

  test.each([
    [{ fromDay: '2026-12-02', toDay: '2026-12-01' }, 'toDay'],
    [{ fromDay: '2026-02-29' }, 'fromDay'],
    [{ toDay: '2026-12-01T00:00:00Z' }, 'toDay'],
    [{ from: early, fromDay: '2026-12-01' }, 'fromDay'],
    [{ from: early, toDay: '2026-12-01' }, 'toDay'],
    [{ to: late, fromDay: '2026-12-01' }, 'fromDay'],
  ])('cannot be %j: %s is the issue', (window, path) => {
    expect(schema.safeParse(window).error?.issues).toMatchObject([{ path: [path] }])
  })

  test.each([
    [{ from: early, to: late }, []],
    [{ fromDay: '2026-12-01', toDay: '2036-12-01' }, []],
    [{ from: early }, ['to']],
    [{ to: late }, ['from']],
    [{ fromDay: '2026-12-01' }, ['toDay']],
    [{}, ['from', 'to']],
    [{ from: early, to: '2036-12-12T00:00:00Z' }, ['to']],
    [{ fromDay: '2026-12-01', toDay: '2036-12-12' }, ['toDay']],
  ])('of counts, %j, has the issues %j', (window, paths) => {
    const issues = z.object(shiftWindow).superRefine(checkBoundedWindow).safeParse(window).error?.issues ?? []
    expect(issues.map(({ path }) => path.join())).toEqual(paths)
  })

  test('is turned round by the instant, not by the text', () => {
    expect(accepts(schema, { from: '2026-12-01T10:00:00+05:00', to: '2026-12-01T06:00:00Z' })).toBe(true)
    expect(accepts(schema, { from: '2026-12-01T06:00:00Z', to: '2026-12-01T10:00:00+05:00' })).toBe(false)
  })
})
