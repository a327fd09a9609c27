import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { ServerProcess } from './serverProcess.ts'

export interface Target {
  server: ServerProcess
  url: string
  headers?: Record<string, string>
}

export interface Load {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Of the server's process, for each request. */
  cpuMs: number
}

const autocannon = createRequire(import.meta.url).resolve('autocannon')

const report = z.object({
  '2xx': z.int().positive(),
  non2xx: z.int(),
  errors: z.int(),
  duration: z.number(),
  latency: z.object({ p50: z.number(), p99: z.number() }),
})

/** So many answers let the compiler be done with the server's code, however slow the machine is. */
const warmUpRequests = 1_000

/** Unlike later answers, the first ones may be refusals: a process that starts on a busy machine says so. */
export async function warmUp(target: Target): Promise<void> {
  await ask(target, ['--amount', String(warmUpRequests)])
}

/** Asks over and over on so many connections, from a process of its own. Every answer must be a success. */
export async function load(
  target: Target,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const before = await target.server.usage()
  const report = await ask(target, ['--connections', String(connections), '--duration', String(seconds)])
  const after = await target.server.usage()
  const { '2xx': requests, non2xx, errors, duration, latency } = report
  if (non2xx + errors > 0) {
    throw new Error(`${target.url} failed ${non2xx + errors} times: the machine is too busy to measure.`)
  }
  return {
    requestsPerSecond: requests / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    cpuMs: (after.cpuMs - before.cpuMs) / requests,
  }
}

async function ask({ url, headers = {} }: Target, args: string[]): Promise<z.output<typeof report>> {
  const asHeaders = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}: ${value}`])
  const command = [autocannon, '--json', ...args, ...asHeaders, url]
  const { stdout } = await promisify(execFile)(process.execPath, command)
  return report.parse(JSON.parse(stdout))
}
