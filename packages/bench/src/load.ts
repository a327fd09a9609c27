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
  non2xx: z.literal(0),
  errors: z.literal(0),
  duration: z.number(),
  latency: z.object({ p50: z.number(), p99: z.number() }),
})

/** Asks over and over on so many connections, from a process of its own. Every answer must be a success. */
export async function load(
  { server, url, headers = {} }: Target,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const args = ['--json', '--connections', String(connections), '--duration', String(seconds)]
  const asHeaders = Object.entries(headers).flatMap(([name, value]) => ['--headers', `${name}: ${value}`])
  const before = await server.usage()
  const { stdout } = await promisify(execFile)(process.execPath, [autocannon, ...args, ...asHeaders, url])
  const after = await server.usage()
  const { '2xx': requests, duration, latency } = report.parse(JSON.parse(stdout))
  return {
    requestsPerSecond: requests / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    cpuMs: (after.cpuMs - before.cpuMs) / requests,
  }
}
