import { connect, createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll } from 'vitest'

/** Starts a proxy to the PostgreSQL at `url` that breaks each connection after this many bytes. Returns the proxy's URL. */
export async function useBreakingProxy(url: string, bytes: number): Promise<string> {
  const database = new URL(url)
  const proxy = createServer((client) => {
    const upstream = connect(Number(database.port), database.hostname)
    let left = bytes
    upstream.on('data', (data) => {
      left -= data.length
      if (left >= 0) client.write(data)
      else client.destroy()
    })
    client.on('data', (data) => upstream.write(data))
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  afterAll(() => proxy.close())
  return Object.assign(new URL(url), { host: `127.0.0.1:${portOf(proxy.address())}` }).href
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== 'object' || !address) throw new Error('The proxy listens on no port.')
  return address.port
}
