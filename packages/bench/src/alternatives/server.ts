import { readEnv } from '@shifts/db'
import { fastify } from 'fastify'
import { Pool } from 'pg'
import { createClient } from 'redis'
import { z } from 'zod'
import { responses } from './responses.ts'
import { exceptQuery } from './exceptQuery.ts'
import { inMemory } from './inMemory.ts'
import { alternativeParams } from './params.ts'

// A common solution of the problem, on the same server software as the product.

const env = readEnv(
  z.object({
    DATABASE_URL: z.string(),
    API_PORT: z.coerce.number(),
    APPROACH: z.enum(['inMemory', 'exceptQuery']),
    /** The Redis that caches responses for an hour. Without it there is no cache. */
    REDIS_URL: z.string().optional(),
  }),
)

const pool = new Pool({ connectionString: env.DATABASE_URL, max: 10 })
// Without a listener, a database that ends before this process would make it exit with an error.
pool.on('error', () => {})
const listAll = { inMemory, exceptQuery }[env.APPROACH](pool)
const cache = env.REDIS_URL === undefined ? undefined : createClient({ url: env.REDIS_URL })
await cache?.connect()

const server = fastify()
server.get('/healthz', async () => ({ status: 'ok' }))
for (const kind of ['list', 'page', 'days'] as const) {
  server.get(`/${kind}`, async (request, reply) => {
    const params = alternativeParams.parse(request.query)
    const render = async () => JSON.stringify(responses[kind](await listAll(params), params))
    return reply.type('application/json').send(await getCached(request.url, render))
  })
}
await server.listen({ host: '127.0.0.1', port: env.API_PORT })

async function getCached(key: string, render: () => Promise<string>): Promise<string> {
  const cached = await cache?.get(key)
  if (cached) return cached
  const rendered = await render()
  await cache?.set(key, rendered, { expiration: { type: 'EX', value: 3_600 } })
  return rendered
}
