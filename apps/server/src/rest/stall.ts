import type { Socket } from 'node:net'
import { resetConnection } from './reset.ts'
import { unacknowledgedBytes } from './unacknowledged.ts'

/** A reader whose connection takes no byte for so long is cut off. */
const stallMs = 30_000
const checkMs = 5_000

/**
 * Resets the connection once something waits to be sent and none of it was taken for so long; a reader that is slow and
 * steady is not cut off. Taken are the bytes of finished writes, a part of the one under way, and what the client's system
 * has acknowledged: without the last a slow reader seems to stall, for Linux takes up to a third of its buffer, over a
 * megabyte, at a time. Returns what stops the watching.
 */
export function cutOffStalledReader(socket: Socket): () => void {
  let unacknowledged: number | undefined
  /** Changes whenever bytes are taken. */
  const takenNow = () => {
    const { fd, writeQueueSize } = handleOf(socket)
    // While connections come and go, Linux may leave one out of a listing.
    unacknowledged = unacknowledgedBytes(fd) ?? unacknowledged
    return `${socket.bytesWritten - socket.writableLength} ${writeQueueSize} ${unacknowledged}`
  }
  // Not read yet: most exports end before the first check.
  let taken = ''
  let takenAt = performance.now()
  const timer = setInterval(() => {
    const now = takenNow()
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

/** Node's types leave the handle out. */
function handleOf(socket: object) {
  const handle: unknown = Reflect.get(socket, '_handle')
  const get = (name: string) =>
    typeof handle === 'object' && handle !== null ? Number(Reflect.get(handle, name)) : NaN
  return { fd: get('fd'), writeQueueSize: get('writeQueueSize') }
}
