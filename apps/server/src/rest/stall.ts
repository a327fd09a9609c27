import type { Socket } from 'node:net'
import { resetConnection } from './reset.ts'
import { unacknowledgedBytes } from './unacknowledged.ts'

/** A reader that receives no byte for this long is cut off. */
const stallMs = 30_000
const checkMs = 5_000

/**
 * Resets the connection once data waits to be sent and nothing was sent for `stallMs`. A slow but steady reader is not cut
 * off. Progress is measured by the bytes of finished writes, of the write under way, and those that the client's system has
 * acknowledged. Without the last, a slow reader would seem to stall, because Linux accepts up to a third of its send
 * buffer, over a megabyte, at a time. Returns a function that stops the check.
 */
export function cutOffStalledReader(socket: Socket): () => void {
  let unacknowledged: number | undefined
  /** Changes whenever bytes are sent or acknowledged. */
  const readProgress = () => {
    const { fd, writeQueueSize } = handleOf(socket)
    // Linux may omit a connection from its table while others open and close.
    unacknowledged = unacknowledgedBytes(fd) ?? unacknowledged
    return `${socket.bytesWritten - socket.writableLength} ${writeQueueSize} ${unacknowledged}`
  }
  // The progress is first read at the first check, because most exports end before it.
  let lastProgress = ''
  let lastProgressAt = performance.now()
  const timer = setInterval(() => {
    const progress = readProgress()
    if (progress !== lastProgress || socket.writableLength === 0) {
      lastProgress = progress
      lastProgressAt = performance.now()
    } else if (performance.now() - lastProgressAt >= stallMs) {
      resetConnection(socket)
    }
  }, checkMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Reads Node's internal socket handle, which its types leave out. */
function handleOf(socket: object) {
  const handle: unknown = Reflect.get(socket, '_handle')
  const get = (name: string) =>
    typeof handle === 'object' && handle !== null ? Number(Reflect.get(handle, name)) : NaN
  return { fd: get('fd'), writeQueueSize: get('writeQueueSize') }
}
