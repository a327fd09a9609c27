import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cacheBriefly } from './cacheBriefly.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('calls at once run the work once, and calls within the time get the cached result', async () => {
  let times = 0
  const work = async () => (times += 1)
  const cached = cacheBriefly(work, 1_000)
  expect(await Promise.all([cached(), cached(), cached()])).toEqual([1, 1, 1])
  vi.advanceTimersByTime(999)
  expect(await cached()).toBe(1)
  vi.advanceTimersByTime(1)
  expect(await cached()).toBe(2)
})

test('an error is cached for as long as a result', async () => {
  const work = vi.fn<() => Promise<string>>()
  work.mockRejectedValueOnce(new Error('away')).mockResolvedValue('recovered')
  const cached = cacheBriefly(work, 1_000)
  await expect(cached()).rejects.toThrow('away')
  await expect(cached()).rejects.toThrow('away')
  vi.advanceTimersByTime(1_000)
  expect(await cached()).toBe('recovered')
})
