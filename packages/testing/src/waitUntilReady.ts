import { setTimeout } from 'node:timers/promises'
import { withClient } from '@shifts/db/client'

/** Waits until the server at `url` executes a query. Rejects with its last error after `timeoutMs`. */
export async function waitUntilReady(url: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    try {
      return await withClient(url, async (client) => void (await client.query('select')))
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await setTimeout(50)
  }
}
