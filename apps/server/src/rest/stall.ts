import type { Socket } from 'node:net'
import { resetConnection } from './reset.ts'
import { unacknowledgedBytes } from './unacknowledged.ts'

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

/**
 * Changes whenever bytes are taken: those of finished writes, what is left of the one under way, and what the client's system
 * has not acknowledged. Without the last a slow reader seems to stall: Linux takes up to a third of its buffer, over a
 * megabyte, at a time.
 */
function takenOf(socket: Socket): string {
  const { fd, writeQueueSize } = handleOf(socket)
  return `${socket.bytesWritten - socket.writableLength} ${writeQueueSize} ${unacknowledgedBytes(fd)}`
}

/** Node's types leave the handle out. */
function handleOf(socket: object) {
  const handle: unknown = Reflect.get(socket, '_handle')
  const get = (name: string) =>
    typeof handle === 'object' && handle !== null ? Number(Reflect.get(handle, name)) : NaN
  return { fd: get('fd'), writeQueueSize: get('writeQueueSize') }
}
