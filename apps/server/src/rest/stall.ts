import type { Socket } from 'node:net'
import { resetConnection } from './reset.ts'

/** A reader whose connection takes no byte for so long is cut off. */
const stallMs = 30_000
const checkMs = 1_000

/**
 * Resets the connection once something waits to be sent and the system has taken none of it for so long; a reader that is
 * slow and steady is never cut off. Returns what stops the watching.
 */
export function cutOffStalledReader(socket: Socket): () => void {
  let taken = takenOf(socket)
  let takenAt = performance.now()
  const timer = setInterval(() => {
    const now = takenOf(socket)
    if (now !== taken || socket.writableLength === 0) {
      taken = now
      takenAt = performance.now()
    } else if (performance.now() - takenAt >= stallMs) {
      resetConnection(socket)
    }
  }, checkMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Changes whenever the system takes bytes: those of finished writes, and what is left of the one under way. */
function takenOf(socket: Socket): string {
  return `${socket.bytesWritten - socket.writableLength} ${leftOfWrite(socket)}`
}

/** Node's types leave the handle out. Without it a write is seen when all of it was taken. */
function leftOfWrite(socket: object): number {
  const handle: unknown = Reflect.get(socket, '_handle')
  return typeof handle === 'object' && handle !== null ? Number(Reflect.get(handle, 'writeQueueSize')) : 0
}
