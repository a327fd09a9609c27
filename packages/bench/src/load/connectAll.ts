import { Client } from 'pg'

/** Opens so many connections to PostgreSQL. */
export async function connectAll(url: string, connections: number) {
  const clients = Array.from({ length: connections }, () => new Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  const close = async () => {
    await Promise.all(clients.map((client) => client.end()))
  }
  return { clients, close }
}
