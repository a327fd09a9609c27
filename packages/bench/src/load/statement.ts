import { once } from 'node:events'
import { Query } from 'pg'
import { connectAll } from './connectAll.ts'
import type { StatementWork, Worker } from './work.ts'

class UnreadQuery extends Query {
  handleDataRow() {}
}

/** Asks PostgreSQL itself, by its own protocol. */
export async function askStatement(work: StatementWork, connections: number): Promise<Worker<unknown[]>> {
  const { url, name, text, values, once: isOnce = false } = work
  const { clients, close } = await connectAll(url, connections)
  return {
    items: values,
    once: isOnce,
    async ask(values, lane) {
      const asked = clients[lane]?.query(new UnreadQuery({ name, text, values }))
      if (asked) await once(asked, 'end')
    },
    close,
  }
}
