import { createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { readEnv } from '@shifts/db'
import { Pool } from 'pg'
import { to } from 'pg-copy-streams'
import { z } from 'zod'

// The least code that exports every shift: PostgreSQL writes the lines, and they are passed on as they arrive.

const env = readEnv(z.object({ DATABASE_URL: z.string(), API_PORT: z.coerce.number(), COPY: z.string() }))
// As many as the product streams from.
const pool = new Pool({ connectionString: env.DATABASE_URL, max: 4 })
// Without a listener, a database that ends before this process would make it end with noise.
pool.on('error', () => {})

createServer((request, response) => {
  if (request.url === '/healthz') {
    response.end()
    return
  }
  pool
    .connect()
    .then(async (client) => {
      try {
        await pipeline(client.query(to(env.COPY)), response)
        client.release()
      } catch (error) {
        client.release(true)
        throw error
      }
    })
    .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
}).listen(env.API_PORT, '127.0.0.1')
