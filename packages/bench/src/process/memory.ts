import { setInterval } from 'node:timers/promises'
import type { ServerProcess } from './serverProcess.ts'

const betweenSamplesMs = 25

/** Runs `work`, and returns by how many bytes the server's resident memory grew at most. */
export async function growthDuring<T>(
  server: ServerProcess,
  work: () => Promise<T>,
): Promise<{ result: T; growthBytes: number }> {
  const before = (await server.usage()).residentBytes
  const done = new AbortController()
  const peak = measurePeak(server, done.signal)
  try {
    const result = await work()
    done.abort()
    return { result, growthBytes: Math.max(0, (await peak) - before) }
  } finally {
    done.abort()
  }
}

async function measurePeak(server: ServerProcess, done: AbortSignal): Promise<number> {
  let peak = 0
  for await (const _tick of setInterval(betweenSamplesMs)) {
    peak = Math.max(peak, (await server.usage()).residentBytes)
    if (done.aborted) break
  }
  return peak
}
