import { describePrincipal, type Principal } from '../auth/permissions.ts'
import { TooManyRequestsError } from '../http/errors.ts'

/**
 * The most that a principal's running calls may weigh together. A pool has ten connections, so a worker never uses half
 * of them, and a service leaves some for the workers.
 */
const capacity: Record<Principal['kind'], number> = { worker: 4, service: 6 }

/** How many of a principal's calls may wait for their turn, and for how long. */
const maxWaiting: Record<Principal['kind'], number> = { worker: 100, service: 200 }
const maxWaitMs = 10_000

/**
 * Runs the call, at once or when the principal's earlier calls leave room for its weight.
 * @throws {TooManyRequestsError} when too many of the principal's calls wait already, or this one has waited too long
 */
export type RunCall = <T>(principal: Principal, weight: number, call: () => Promise<T>) => Promise<T>

interface Queue {
  capacity: number
  running: number
  waiting: { weight: number; start: () => void }[]
}

/** A queue for each principal: its calls wait for each other, and for nobody else's. */
export function createCallQueue(): RunCall {
  const queues = new Map<string, Queue>()

  return async (principal, weight, call) => {
    const key = describePrincipal(principal)
    const queue = queues.get(key) ?? { capacity: capacity[principal.kind], running: 0, waiting: [] }
    queues.set(key, queue)
    if (queue.waiting.length >= maxWaiting[principal.kind]) throw new TooManyRequestsError(1)
    if (queue.waiting.length > 0 || queue.running + weight > queue.capacity) await waitForTurn(queue, weight)
    else queue.running += weight
    try {
      return await call()
    } finally {
      queue.running -= weight
      startWaiting(queue)
      if (queue.running === 0) queues.delete(key)
    }
  }
}

function startWaiting(queue: Queue): void {
  const [next] = queue.waiting
  if (!next || queue.running + next.weight > queue.capacity) return
  queue.waiting.shift()
  queue.running += next.weight
  next.start()
  startWaiting(queue)
}

function waitForTurn(queue: Queue, weight: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => {
      queue.waiting = queue.waiting.filter((other) => other !== waiting)
      startWaiting(queue)
      reject(new TooManyRequestsError(1))
    }, maxWaitMs)
    const waiting = {
      weight,
      start() {
        clearTimeout(timeout)
        resolve()
      },
    }
    queue.waiting.push(waiting)
  })
}
