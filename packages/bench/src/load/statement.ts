import { once } from 'node:events'
import { Client, Query } from 'pg'
import { generate } from './generator.ts'
import { readSpec } from './spec.ts'

// Makes load on PostgreSQL itself, by its own protocol: rows are received and dropped.

class UnreadQuery extends Query {
  handleDataRow() {}
}

const { work, ...limits } = await readSpec('statement')
const clients = Array.from({ length: limits.connections }, () => new Client({ connectionString: work.url }))
await Promise.all(clients.map((client) => client.connect()))

const { name, text } = work
await generate(limits, { items: work.values, once: work.once }, async (values, lane) => {
  const asked = clients[lane]?.query(new UnreadQuery({ name, text, values }))
  if (asked) await once(asked, 'end')
})
await Promise.all(clients.map((client) => client.end()))
