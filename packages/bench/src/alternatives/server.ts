import { readEnv } from '@shifts/db'
import { fastify } from 'fastify'
import { Pool } from 'pg'
import { createClient } from 'redis'
import { z } from 'zod'
import { answers } from './answers.ts'
import { exceptQuery } from './exceptQuery.ts'
import { inMemory } from './inMemory.ts'
import { peerQuestion } from './question.ts'

// A usual solution of the problem, on the same host software as the product.

const env = readEnv(
  z.object({
    DATABASE_URL: z.string(),
    API_PORT: z.coerce.number(),
    APPROACH: z.enum(['inMemory', 'exceptQuery']),
    /** Where the answers are kept for an hour, if at all. */
    REDIS_URL: z.string().optional(),
  }),
)

const pool = new Pool({ connectionString: env.DATABASE_URL, max: 10 })
// Without a listener, a database that ends before this process would make it end with noise.
pool.on('error', () => {})
const listAll = { inMemory, exceptQuery }[env.APPROACH](pool)
const cache = env.REDIS_URL === undefined ? undefined : createClient({ url: env.REDIS_URL })
await cache?.connect()

const server = fastify()
server.get('/healthz', async () => ({ status: 'ok' }))
for (const kind of ['list', 'page', 'days'] as const) {
  server.get(`/${kind}`, async (request, reply) => {
    const question = peerQuestion.parse(request.query)
    const answer = async () => JSON.stringify(answers[kind](await listAll(question), question))
    return reply.type('application/json').send(await cached(request.url, answer))
  })
}
await server.listen({ host: '127.0.0.1', port: env.API_PORT })

async function cached(key: string, make: () => Promise<string>): Promise<string> {
  const kept = await cache?.get(key)
  if (kept) return kept
  const made = await make()
  await cache?.set(key, made, { expiration: { type: 'EX', value: 3_600 } })
  return made
}
