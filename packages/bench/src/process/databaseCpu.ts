import { readdir, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { query } from '../database/query.ts'

/** The unit in which Linux counts CPU time. */
const tickMs = 10

const processRow = z.object({ pid: z.int() })

/**
 * The CPU time that the PostgreSQL at `url` has used until now: its postmaster and all of its child processes, also those
 * that have ended. NaN where it is unknown: without /proc, or on another machine.
 */
export async function databaseCpuMs(url: string): Promise<number> {
  const [checkpointer] = await query(
    url,
    `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
    processRow,
  )
  try {
    const postmaster = (await readStat(String(checkpointer?.pid))).parent
    const { ticks, endedTicks } = await readStat(postmaster)
    const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const all = await Promise.all(ids.map((id) => readStat(id).catch(() => undefined)))
    const running = all.filter((stat) => stat?.parent === postmaster)
    return running.reduce((sum, stat) => sum + (stat?.ticks ?? 0), ticks + endedTicks) * tickMs
  } catch {
    return Number.NaN
  }
}

async function readStat(pid: string) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  // "pid (name) state parent …", where the name may contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const sum = (first: number) => Number(fields[first]) + Number(fields[first + 1])
  return { parent: fields[1] ?? '', ticks: sum(11), endedTicks: sum(13) }
}
