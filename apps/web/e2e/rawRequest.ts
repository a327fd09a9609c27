import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface RawRequest {
  socket: Socket
  /** The status and the text of the first response. */
  response: Promise<{ status: number; text: string }>
}

/** Sends the beginning of a request unchanged. The caller can send the rest on the socket. */
export async function sendRaw(url: string, head: string, body = ''): Promise<RawRequest> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.on('error', () => {})
  const response = (async () => {
    let text = ''
    for await (const chunk of socket) {
      text += String(chunk)
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
      const end = text.indexOf('\r\n\r\n')
      if (end >= 0 && text.length >= end + 4 + length) break
    }
    return { status: Number(text.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)), text }
  })()
  const [line, ...headers] = head.split('\n')
  socket.write([line, `host: ${host}`, ...headers, '', body].join('\r\n'))
  return { socket, response }
}
