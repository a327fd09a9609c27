import { to } from 'pg-copy-streams'
import { connectAll } from './connectAll.ts'
import type { CopyWork, Worker } from './work.ts'

/** Reads all rows of a query by COPY. */
export async function copyRows({ url, text }: CopyWork, connections: number): Promise<Worker<string>> {
  const { clients, close } = await connectAll(url, connections)
  return {
    items: [text],
    once: false,
    async send(text, connection) {
      const rows = clients[connection]?.query(to(text)) ?? []
      for await (const _chunk of rows);
    },
    close,
  }
}
