import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rememberForAMoment } from './rememberForAMoment.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('many calls at once do the work once, and a call within the time gets the same result', async () => {
  let times = 0
  const work = async () => (times += 1)
  const remembered = rememberForAMoment(work, 1_000)
  expect(await Promise.all([remembered(), remembered(), remembered()])).toEqual([1, 1, 1])
  vi.advanceTimersByTime(999)
  expect(await remembered()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(await remembered()).toBe(2)
})

test('a failure is remembered no longer than a result', async () => {
  const work = vi.fn<() => Promise<string>>()
  work.mockRejectedValueOnce(new Error('away')).mockResolvedValue('well')
  const remembered = rememberForAMoment(work, 1_000)
  await expect(remembered()).rejects.toThrow('away')
  await expect(remembered()).rejects.toThrow('away')
  vi.advanceTimersByTime(1_000)
  expect(await remembered()).toBe('well')
})
