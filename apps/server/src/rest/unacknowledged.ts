import { readFileSync, readlinkSync } from 'node:fs'

/**
 * The number of bytes that the connection with this file descriptor has sent and the other end has not acknowledged, from
 * Linux's /proc. Undefined if it is not known. /proc is not on a disk, so reading synchronously is fast.
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
