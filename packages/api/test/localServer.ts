import { once } from 'node:events'
import type { Server } from 'node:net'

/** Lets the server listen on a free local port, and returns the port. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server listens on no port.')
  return address.port
}

export async function close(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
}
