import { afterEach, expect, test, vi } from 'vitest'
import { loadScript } from './loadScript.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const failing = (times: number) => {
  const load = vi.fn<() => Promise<string>>().mockResolvedValue('the script')
  for (let n = 0; n < times; n++) load.mockRejectedValueOnce(new Error('503'))
  return load
}

test('a script that fails while the browser is online is loaded again, after longer and longer pauses', async () => {
  vi.useFakeTimers()
  vi.stubGlobal('navigator', { onLine: true })
  const load = failing(7)
  const loading = loadScript(load)
  for (const [n, seconds] of [1, 2, 4, 8, 16, 30, 30].entries()) {
    await vi.advanceTimersByTimeAsync(seconds * 1_000 - 1)
    expect(load).toHaveBeenCalledTimes(n + 1)
    await vi.advanceTimersByTimeAsync(1)
    expect(load).toHaveBeenCalledTimes(n + 2)
  }
  expect(await loading).toBe('the script')
})

test('a script that fails offline is loaded again once the browser is online', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  const window = new EventTarget()
  const waiting = vi.spyOn(window, 'addEventListener')
  vi.stubGlobal('window', window)
  const load = failing(1)
  const loading = loadScript(load)
  await vi.waitFor(() => expect(waiting).toHaveBeenCalled())
  expect(load).toHaveBeenCalledTimes(1)
  window.dispatchEvent(new Event('online'))
  expect(await loading).toBe('the script')
})
