import { InvalidTokenError } from './token.ts'

const checkMs = 5_000

/**
 * Passes events on while the token is valid. Once `verify` throws an InvalidTokenError, reading fails with it. Other
 * errors are ignored, such as those of an unavailable key server.
 */
export function whileTokenIsValid<T>(
  events: AsyncIterator<T, undefined>,
  verify: () => Promise<unknown>,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<T, undefined> {
  let failure: InvalidTokenError | undefined
  let failPending = (_error: InvalidTokenError) => {}

  const timer = setInterval(() => {
    verify().catch((error: unknown) => {
      if (error instanceof InvalidTokenError) end(error)
    })
  }, checkMs).unref()
  const stop = () => clearInterval(timer)
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()

  function end(error: InvalidTokenError): void {
    stop()
    failure = error
    failPending(error)
    void events.return?.()
  }

  return {
    next: () =>
      // Not Promise.race: with a promise that outlives all events it would keep every one of them in memory.
      new Promise((resolve, reject) => {
        if (failure) return reject(failure)
        failPending = reject
        events.next().then(resolve, reject)
      }),
    async return() {
      stop()
      await events.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
