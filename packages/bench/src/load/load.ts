import { databaseCpuMs } from '../process/databaseCpu.ts'
import type { ServerProcess } from '../process/serverProcess.ts'
import { percentile } from '../statistics.ts'
import { callFunctions } from './call.ts'
import { copyRows } from './copy.ts'
import { generate, type Limits } from './generator.ts'
import { createHttpWorker } from './http.ts'
import { createStatementWorker } from './statement.ts'
import type { Work } from './work.ts'

/** The object of a measurement: work that is done repeatedly, and the server that does it. */
export interface Target {
  /** The server whose CPU time is measured. Undefined if only PostgreSQL is measured. */
  server?: ServerProcess
  /** The database whose CPU time is measured too. */
  databaseUrl: string
  work: Work
}

export interface Load {
  requests: number
  requestsPerSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** CPU time of the server's process per request. */
  serverCpuMs: number
  /** CPU time of all processes of PostgreSQL per request. */
  databaseCpuMs: number
  /** Resident memory of the server's process at the end. */
  residentMb: number
}

/** After this many responses V8 has compiled a server's code. */
const warmRequests = 5_000

/** Repeated before each measurement, because V8 drops compiled code that is not used for some seconds. */
const rewarmLimits = { requests: 2_000, seconds: 5 }

/** Warms the target up. Returns a function that warms it up again, to be called before each measurement. */
export async function warmUp({ server, work }: Target, connections: number): Promise<() => Promise<void>> {
  const { latencies } = await run(work, { connections, seconds: 2 })
  if (!server) return async () => {}
  // A slow server is not warmed up further, because that would take too long.
  const isFast = latencies.length > 50
  if (isFast) await run(work, { connections, requests: warmRequests, seconds: 12 })
  return async () => {
    await run(work, isFast ? { connections, ...rewarmLimits } : { connections: 1, requests: 1, seconds: 0 })
  }
}

/**
 * Does the work repeatedly on several connections for some seconds, at least once on each.
 * @throws {Error} for a response that is not a success
 */
export async function load({ server, databaseUrl, work }: Target, limits: Limits): Promise<Load> {
  const [before, databaseBefore] = [await server?.usage(), await databaseCpuMs(databaseUrl)]
  const { latencies, seconds } = await run(work, limits)
  const [after, databaseAfter] = [await server?.usage(), await databaseCpuMs(databaseUrl)]
  const requests = latencies.length
  return {
    requests,
    requestsPerSecond: requests / seconds,
    p50Ms: percentile(latencies, 50),
    p95Ms: percentile(latencies, 95),
    p99Ms: percentile(latencies, 99),
    serverCpuMs: ((after?.cpuMs ?? 0) - (before?.cpuMs ?? 0)) / requests,
    databaseCpuMs: (databaseAfter - databaseBefore) / requests,
    residentMb: (after?.residentBytes ?? 0) / 1e6,
  }
}

async function run(work: Work, limits: Limits) {
  switch (work.kind) {
    case 'http':
      return generate(createHttpWorker(work, limits.connections), limits)
    case 'statement':
      return generate(await createStatementWorker(work, limits.connections), limits)
    case 'copy':
      return generate(await copyRows(work, limits.connections), limits)
    case 'call':
      return generate(callFunctions(work), limits)
  }
}
