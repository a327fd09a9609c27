import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { z } from 'zod'
import { query } from './query.ts'

/** On what the numbers were found: without it they say nothing. */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    /** Above the cores, others use the machine too. */
    loadBefore: loadavg()[0] ?? 0,
  }
}

const database = z.object({ postgres: z.string(), shifts: z.int() })

export async function describeDatabase(url: string): Promise<z.output<typeof database> | undefined> {
  const text = `select current_setting('server_version') as postgres, count(*)::int as shifts from shift`
  return (await query(url, text, database))[0]
}
