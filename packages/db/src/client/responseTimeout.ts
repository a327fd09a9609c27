import { Socket } from 'node:net'
import type { PoolClient } from 'pg'

/** The socket of a connection. The driver's types promise no more than a stream. */
export function socketOf({ connection: { stream } }: PoolClient): Socket {
  if (!(stream instanceof Socket)) throw new TypeError('The connection to PostgreSQL is not over a socket.')
  return stream
}

/** PostgreSQL has not responded to a query in time, or the network has lost the response. */
class ResponseTimeoutError extends Error {
  override readonly name = 'ResponseTimeoutError'
  readonly code = 'ETIMEDOUT'
}

/**
 * Closes the connection when a query is under way and nothing has been received for `timeoutMs`: the query fails, and the
 * pool makes a new connection. The driver's `query_timeout` does this too, but it wraps the callback of each query, and V8
 * then keeps a page's rows much longer, which cost the host a third of its CPU time.
 */
export function setResponseTimeout(client: PoolClient, timeoutMs: number): void {
  const socket = socketOf(client)
  // The driver emits `drain` when every query has got its response. More bytes than these belong to a query that waits.
  let bytesWrittenWhenIdle = socket.bytesWritten
  client.on('drain', () => (bytesWrittenWhenIdle = socket.bytesWritten))
  socket.setTimeout(timeoutMs)
  socket.on('timeout', () => {
    const { bytesRead, bytesWritten } = socket
    // The event loop first reads what arrived while this process was busy. `bytesWritten` is from before that, because a query
    // that is sent meanwhile has not waited for long.
    setImmediate(() => {
      const hasReceivedNothing = socket.bytesRead === bytesRead && socket.readableLength === 0
      if (hasReceivedNothing && bytesWritten > bytesWrittenWhenIdle)
        socket.destroy(new ResponseTimeoutError(`PostgreSQL has not responded for ${timeoutMs} ms.`))
      // A socket emits the event only once unless its timeout is set again.
      else socket.setTimeout(timeoutMs)
    })
  })
}
