import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { shiftWindow, windowInOrder } from './window.ts'

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

describe('a window', () => {
  const schema = z.object(shiftWindow).refine(...windowInOrder)
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

  test('is turned round by the instant, not by the text', () => {
    expect(accepts(schema, { from: '2026-12-01T10:00:00+05:00', to: '2026-12-01T06:00:00Z' })).toBe(true)
    expect(accepts(schema, { from: '2026-12-01T06:00:00Z', to: '2026-12-01T10:00:00+05:00' })).toBe(false)
  })
})
