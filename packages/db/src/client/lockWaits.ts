import type { Pool } from 'pg'
import { isLockTimeout, LockWaitsExhaustedError } from '../errors.ts'

/** The timeout of the first attempt. Most locks are released within it. */
const firstTimeoutMs = 50

/** The timeout of the second attempt. Shorter than deadlock_timeout, so that in a deadlock this side gives up first. */
const secondTimeoutMs = 700

/** How long to wait for a slot. */
const slotTimeoutMs = 700

/**
 * Runs `run`, which waits for locks up to the timeout that it is given. A waiting query occupies a connection, so only a few of
 * a pool's connections may wait longer than the first timeout. Others wait for one of these slots without a connection.
 * @throws {LockWaitsExhaustedError} if no slot became free in time
 */
export async function waitForLocks<T>(pool: Pool, run: (timeoutMs: number) => Promise<T>): Promise<T> {
  try {
    return await run(firstTimeoutMs)
  } catch (error) {
    if (!isLockTimeout(error)) throw error
  }
  const slots = slotsOf.get(pool) ?? new Semaphore(Math.ceil(pool.options.max / 5))
  slotsOf.set(pool, slots)
  await slots.acquire()
  try {
    return await run(secondTimeoutMs)
  } finally {
    slots.release()
  }
}

const slotsOf = new WeakMap<Pool, Semaphore>()

/** A semaphore with `count` permits. Waiting callers are served in order. */
class Semaphore {
  #free: number
  readonly #queue = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  acquire(): Promise<void> {
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
        reject(new LockWaitsExhaustedError('Too many calls are waiting for locks.'))
      }, slotTimeoutMs)
      this.#queue.add(start)
    })
  }

  release(): void {
    const [next] = this.#queue
    if (next === undefined) {
      this.#free += 1
      return
    }
    this.#queue.delete(next)
    next()
  }
}
