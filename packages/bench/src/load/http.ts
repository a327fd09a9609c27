import { Pool } from 'undici'
import { generate } from './generator.ts'
import { readSpec } from './spec.ts'

// Makes load over HTTP, from a process of its own.

const { work, ...limits } = await readSpec('http')
const pool = new Pool(work.origin, { connections: limits.connections, headersTimeout: 0, bodyTimeout: 0 })

await generate(limits, { items: work.requests, once: work.once }, async ({ path, method, body }) => {
  const response = await pool.request({ path, method, body: body ?? null, headers: work.headers })
  if (response.statusCode !== 200) {
    throw new Error(`${path} is answered by ${response.statusCode}: ${await response.body.text()}`)
  }
  for await (const _chunk of response.body);
})
await pool.close()
