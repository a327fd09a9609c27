import type { Pool } from 'pg'
import { isLockTimeout, LockWaitsExhaustedError } from '../errors.ts'

/** Most locks are free within so long: whoever finds one taken waits for it with no more than this at first. */
const briefTimeoutMs = 50

/** Shorter than deadlock_timeout: of two that wait for each other, this side gives up first. */
const longTimeoutMs = 700

/** So long one waits for its turn to wait. */
const turnTimeoutMs = 700

/**
 * Runs `run`, which waits for locks up to the timeout that it is given. Whoever waits keeps a connection that others need, so only
 * few of a pool's connections may wait for longer than a moment; the others wait for their turn without one.
 * @throws {LockWaitsExhaustedError} if it was not its turn in time
 */
export async function waitForLocks<T>(pool: Pool, run: (timeoutMs: number) => Promise<T>): Promise<T> {
  try {
    return await run(briefTimeoutMs)
  } catch (error) {
    if (!isLockTimeout(error)) throw error
  }
  const turns = turnsOf.get(pool) ?? new Turns(Math.ceil(pool.options.max / 5))
  turnsOf.set(pool, turns)
  await turns.take()
  try {
    return await run(longTimeoutMs)
  } finally {
    turns.giveBack()
  }
}

const turnsOf = new WeakMap<Pool, Turns>()

/** So many at once; the others queue, first come, first served. */
class Turns {
  #free: number
  readonly #queue = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  take(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#free > 0) {
        this.#free -= 1
        return resolve()
      }
      const start = () => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#queue.delete(start)
        reject(new LockWaitsExhaustedError('Too many claims and releases wait for locks.'))
      }, turnTimeoutMs)
      this.#queue.add(start)
    })
  }

  giveBack(): void {
    const [next] = this.#queue
    if (next === undefined) {
      this.#free += 1
      return
    }
    this.#queue.delete(next)
    next()
  }
}
