import { readFileSync, readlinkSync } from 'node:fs'

/**
 * How many bytes of a connection, by its file descriptor, were sent and not acknowledged by the other end, as Linux tells it.
 * Undefined where it cannot be known. Reads no disk.
 */
export function unacknowledgedBytes(fd: number): number | undefined {
  try {
    const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1]
    for (const table of ['tcp', 'tcp6']) {
      for (const row of readFileSync(`/proc/self/net/${table}`, 'latin1').split('\n')) {
        const columns = row.trim().split(/\s+/)
        if (columns[9] === inode) return Number.parseInt(columns[4] ?? '', 16)
      }
    }
  } catch {
    // Another system, or the connection has ended.
  }
  return undefined
}
