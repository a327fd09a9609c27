import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** Starts a TCP proxy on a fixed port. It forwards each connection to the port that `target` returns at that moment. */
export async function startTcpProxy(target: () => number) {
  const sockets = new Set<Socket>()
  let isHanging = false
  const server = createServer((client) => {
    const upstream = createConnection(target(), '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      // If one side loses its connection, the other side is closed too.
      socket.on('error', () => socket.destroy())
    }
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    client.pipe(upstream).pipe(client)
    if (isHanging) for (const socket of [client, upstream]) socket.pause()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    /** From now on nothing is forwarded and no connection ends, as if the target's machine hung. */
    hang() {
      isHanging = true
      for (const socket of sockets) socket.pause()
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
