import { Pool } from 'undici'
import type { HttpRequest, HttpWork, Worker } from './work.ts'

/** Sends requests to a server over keep-alive connections. */
export function createHttpWorker(
  { origin, headers, requests, once = false }: HttpWork,
  connections: number,
): Worker<HttpRequest> {
  const pool = new Pool(origin, { connections, headersTimeout: 0, bodyTimeout: 0 })
  return {
    items: requests,
    once,
    async send({ path, method, body }) {
      const response = await pool.request({ path, method, body: body ?? null, headers })
      if (response.statusCode !== 200) {
        throw new Error(`${path} returns ${response.statusCode}: ${await response.body.text()}`)
      }
      for await (const _chunk of response.body);
    },
    close: () => pool.close(),
  }
}
