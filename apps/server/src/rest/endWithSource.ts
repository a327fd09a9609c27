import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { resetConnection } from './reset.ts'

/**
 * Ends the response when the stream that is piped into it has ended: as HTTP requires, or, if `isBroken` returns true then,
 * by ending the connection without the final chunk, so that the client sees an incomplete response. Everything written
 * before is sent.
 */
export function endWithSource(response: ServerResponse, isBroken: () => boolean): void {
  response.once('pipe', (source: Readable) => {
    // Fastify's pipe would end the response in either case.
    source.unpipe(response).pipe(response, { end: false })
    source.once('end', () => {
      if (isBroken()) response.write('', () => breakOff(response))
      else response.end()
    })
  })
}

/** In HTTP/1.0 a connection that ends normally marks a complete response, so there the connection is reset. */
function breakOff({ req: { httpVersion, socket } }: ServerResponse): void {
  if (httpVersion === '1.0') resetConnection(socket)
  else socket.end()
}
