import { Client } from 'pg'
import { to } from 'pg-copy-streams'
import { generate } from './generator.ts'
import { readSpec } from './spec.ts'

// Reads all rows of a query as PostgreSQL writes them, over and over, and drops them.

const { work, ...limits } = await readSpec('copy')
const clients = Array.from({ length: limits.connections }, () => new Client({ connectionString: work.url }))
await Promise.all(clients.map((client) => client.connect()))

await generate(limits, { items: [work.text], once: false }, async (text, lane) => {
  const rows = clients[lane]?.query(to(text)) ?? []
  for await (const _chunk of rows);
})
await Promise.all(clients.map((client) => client.end()))
