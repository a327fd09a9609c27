import { createServer } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { readEnv } from '@shifts/db'
import { Pool } from 'pg'
import { to } from 'pg-copy-streams'
import { z } from 'zod'

// The smallest server that exports every shift: PostgreSQL formats the lines, and the server passes them on.

const env = readEnv(z.object({ DATABASE_URL: z.string(), API_PORT: z.coerce.number(), COPY: z.string() }))
// The same number as the product's for streams.
const pool = new Pool({ connectionString: env.DATABASE_URL, max: 4 })
// Without a listener, a database that ends before this process would make it exit with an error.
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
