import type { CallWork, Worker } from './work.ts'

/** Calls functions in this process. */
export function callFunctions({ calls, once = false }: CallWork): Worker<() => Promise<unknown>> {
  return {
    items: calls,
    once,
    send: async (call) => void (await call()),
    close: async () => {},
  }
}
