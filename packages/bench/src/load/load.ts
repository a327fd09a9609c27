import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { databaseCpuMs } from '../process/databaseCpu.ts'
import type { ServerProcess } from '../process/serverProcess.ts'
import type { LoadSpec } from './spec.ts'

/** What is measured: work to ask for over and over, and who does it. */
export interface Target {
  /** Whose CPU time counts: none where PostgreSQL is asked without one. */
  server?: ServerProcess
  /** Whose CPU time counts as well. */
  databaseUrl: string
  work: LoadSpec['work']
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

const generators = { http: 'http.ts', statement: 'statement.ts', copy: 'copy.ts' }

const report = z.object({
  requests: z.int().positive(),
  seconds: z.number().positive(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
})

/** So many answers let the compiler be done with the server's code, however slow the machine is; or so many seconds. */
const warmUpLimits = { connections: 2, requests: 1_000, seconds: 3 }

export async function warmUp({ work }: Target): Promise<void> {
  await generate({ work, ...warmUpLimits })
}

/**
 * Asks over and over on so many connections, from a process of its own, for so many seconds, but at least once on each.
 * Every answer must be a success.
 */
export async function load(
  { server, databaseUrl, work }: Target,
  limits: { connections: number; seconds: number },
): Promise<Load> {
  const [before, databaseBefore] = [await server?.usage(), await databaseCpuMs(databaseUrl)]
  const { requests, seconds, ...latencies } = await generate({ work, ...limits })
  const [after, databaseAfter] = [await server?.usage(), await databaseCpuMs(databaseUrl)]
  return {
    requests,
    requestsPerSecond: requests / seconds,
    ...latencies,
    serverCpuMs: ((after?.cpuMs ?? 0) - (before?.cpuMs ?? 0)) / requests,
    databaseCpuMs: (databaseAfter - databaseBefore) / requests,
    residentMb: (after?.residentBytes ?? 0) / 1e6,
  }
}

async function generate(spec: LoadSpec): Promise<z.output<typeof report>> {
  const script = fileURLToPath(new URL(generators[spec.work.kind], import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(spec))
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error('The load could not be made; what it said stands above.')
  return report.parse(JSON.parse(answer))
}
