import { databaseCpuMs } from '../process/databaseCpu.ts'
import type { ServerProcess } from '../process/serverProcess.ts'
import { percentile } from '../statistics.ts'
import { callFunctions } from './call.ts'
import { copyRows } from './copy.ts'
import { generate, type Limits } from './generator.ts'
import { createHttpWorker } from './http.ts'
import { createStatementWorker } from './statement.ts'
import type { Work } from './work.ts'

/** What is measured: work that is done repeatedly, and the server that does it. */
export interface Target {
  /** The server whose CPU time counts. None where PostgreSQL is measured alone. */
  server?: ServerProcess
  /** The database whose CPU time counts as well. */
  databaseUrl: string
  work: Work
}

export interface Load {
  requests: number
  requestsPerSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** Of the server's process, for each request. */
  serverCpuMs: number
  /** Of all processes of PostgreSQL, for each request. */
  databaseCpuMs: number
  /** Resident memory of the server's process, after it. */
  residentMb: number
}

/** After so many responses V8 has compiled a server's code. */
const warmRequests = 5_000

/** And again before each turn: V8 drops what it compiled of code that nobody uses for some seconds. */
const rewarmLimits = { requests: 2_000, seconds: 5 }

/** Returns what makes it warm again, before each time that it is measured. */
export async function warmUp({ server, work }: Target, connections: number): Promise<() => Promise<void>> {
  const { latencies } = await run(work, { connections, seconds: 2 })
  if (!server) return async () => {}
  // A server that takes a second for each response is warm by now.
  const isFast = latencies.length > 50
  if (isFast) await run(work, { connections, requests: warmRequests, seconds: 12 })
  return async () => {
    await run(work, isFast ? { connections, ...rewarmLimits } : { connections: 1, requests: 1, seconds: 0 })
  }
}

/** Does the work repeatedly on several connections for some seconds, at least once on each. @throws {Error} for a response that is no success */
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
