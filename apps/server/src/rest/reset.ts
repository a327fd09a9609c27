import type { Socket } from 'node:net'

/**
 * Resets the connection at once. Node's own `resetAndDestroy` ends it properly before that, so that the reader of an answer
 * without a length sees a proper end first. This is the switch by which it resets, which Node's types leave out.
 */
export function resetConnection(socket: Socket): void {
  Object.assign(socket, { resetAndClosing: true })
  socket.destroy()
}
