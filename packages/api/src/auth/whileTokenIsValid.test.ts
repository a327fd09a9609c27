import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { InvalidTokenError, KeysUnavailableError } from './token.ts'
import { whileTokenIsValid } from './whileTokenIsValid.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Events that arrive when `emit` is called, and end when the reader stops. */
function source() {
  let resolveNext: (result: IteratorResult<string, undefined>) => void = () => {}
  const end = vi.fn<() => void>(() => resolveNext({ done: true, value: undefined }))
  const events: AsyncIterator<string, undefined> = {
    next: () =>
      new Promise((resolve) => {
        resolveNext = resolve
      }),
    async return() {
      end()
      return { done: true, value: undefined }
    },
  }
  return { events, end, emit: (value: string) => resolveNext({ done: false, value }) }
}

test('passes events on while the token is valid, and then fails, even without another event', async () => {
  const { events, end, emit } = source()
  const verify = vi.fn<() => Promise<void>>(async () => {})
  const watched = whileTokenIsValid(events, verify, undefined)
  const first = watched.next()
  emit('first')
  expect(await first).toEqual({ done: false, value: 'first' })

  const second = watched.next()
  await vi.advanceTimersByTimeAsync(60_000)
  emit('second')
  expect(await second).toEqual({ done: false, value: 'second' })

  const third = watched.next().catch((error: unknown) => error)
  verify.mockRejectedValue(new InvalidTokenError('signed out'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await third).toBeInstanceOf(InvalidTokenError)
  await expect(watched.next()).rejects.toThrow('signed out')
  expect(end).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

test('continues while the key server is unavailable', async () => {
  const { events, emit } = source()
  const verify = async () => Promise.reject(new KeysUnavailableError('away'))
  const watched = whileTokenIsValid(events, verify, undefined)
  const first = watched.next()
  await vi.advanceTimersByTimeAsync(20_000)
  emit('first')
  expect(await first).toEqual({ done: false, value: 'first' })
})

test('stops checking once the client disconnects or stops reading', async () => {
  const leaving = new AbortController()
  whileTokenIsValid(source().events, async () => {}, leaving.signal)
  const stopped = whileTokenIsValid(source().events, async () => {}, undefined)
  expect(vi.getTimerCount()).toBe(2)
  leaving.abort()
  await stopped.return?.()
  expect(vi.getTimerCount()).toBe(0)
})
