import { Client } from 'pg'

/** Opens this number of connections to PostgreSQL. */
export async function connectAll(url: string, connections: number) {
  const clients = Array.from({ length: connections }, () => new Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  const close = async () => {
    await Promise.all(clients.map((client) => client.end()))
  }
  return { clients, close }
}
