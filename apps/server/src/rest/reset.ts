import type { Socket } from 'node:net'

/**
 * Resets the connection at once. Node's `resetAndDestroy` ends it normally first, so the client of a response without a
 * length would take it for complete. `resetAndClosing` is the internal flag by which Node resets; its types leave it out.
 */
export function resetConnection(socket: Socket): void {
  Object.assign(socket, { resetAndClosing: true })
  socket.destroy()
}
