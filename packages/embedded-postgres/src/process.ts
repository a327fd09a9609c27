import { readFileSync } from 'node:fs'
import { hasCode } from './error.ts'

/** Whether a process has this pid, a zombie included. */
export function pidExists(pid: number): boolean {
  // kill() treats these as process groups.
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/**
 * The pid and the start time of a running process, which distinguish it from a later one with the same pid. Without /proc
 * it is the pid alone.
 */
export function identifyProcess(pid: number): string | undefined {
  if (!pidExists(pid)) return undefined
  const stat = readStat(pid)
  if (stat === undefined) return String(pid)
  // The second field is the command in parentheses, which may hold anything; the state follows it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, startTime] = [fields[0], fields[19]]
  return state === 'Z' ? undefined : `${pid} ${startTime}`
}

/** Whether the process with this identity is still running. */
export function isAlive(identity: string): boolean {
  return identifyProcess(Number.parseInt(identity)) === identity
}

/** The identity of this process. */
export const thisProcess = identifyProcess(process.pid) ?? String(process.pid)

function readStat(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
}
