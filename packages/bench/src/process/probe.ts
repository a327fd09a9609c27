import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { Session } from 'node:inspector/promises'
import { usage, type Usage } from './usage.ts'

// Loaded into a measured process. Reports its usage, and exits when the measuring process exits.

const profiler = new Session()

const handlers = {
  /** The usage of this process and of its cluster workers. */
  async usage() {
    const { user, system } = process.cpuUsage()
    const primary: Usage = { cpuMs: (user + system) / 1_000, residentBytes: process.memoryUsage.rss() }
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    return (await Promise.all(workers.map(usageOf))).reduce(add, primary)
  },
  async startProfile() {
    profiler.connect()
    await profiler.post('Profiler.enable')
    await profiler.post('Profiler.start')
    return {}
  },
  async stopProfile() {
    const { profile } = await profiler.post('Profiler.stop')
    profiler.disconnect()
    return profile
  },
}
export type Probed = keyof typeof handlers

async function usageOf(worker: Worker): Promise<Usage> {
  worker.send('usage' satisfies Probed)
  const [response]: unknown[] = await once(worker, 'message')
  return usage.parse(response)
}

const add = (one: Usage, other: Usage): Usage => ({
  cpuMs: one.cpuMs + other.cpuMs,
  residentBytes: one.residentBytes + other.residentBytes,
})

async function respond(request: Probed): Promise<void> {
  process.send?.(await handlers[request]())
}

process.on('message', (request: Probed) => void respond(request))
process.on('disconnect', () => process.exit())
process.channel?.unref()
