import { once } from 'node:events'
import { Query } from 'pg'
import { connectAll } from './connectAll.ts'
import type { StatementWork, Worker } from './work.ts'

class UnreadQuery extends Query {
  handleDataRow() {}
}

/** Runs a statement in PostgreSQL directly. */
export async function createStatementWorker(
  work: StatementWork,
  connections: number,
): Promise<Worker<unknown[]>> {
  const { url, name, text, values, once: isOnce = false } = work
  const { clients, close } = await connectAll(url, connections)
  return {
    items: values,
    once: isOnce,
    async send(values, connection) {
      const query = clients[connection]?.query(new UnreadQuery({ name, text, values }))
      if (query) await once(query, 'end')
    },
    close,
  }
}
