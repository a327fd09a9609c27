import { runCommand } from '@shifts/db/command'
import { hasCollector } from './telemetry/env.ts'

/** Tracing patches pg while it is loaded, so it starts first. It is loaded only if a collector is configured. */
async function main(): Promise<void> {
  const tracing = hasCollector() ? (await import('./telemetry/tracing.ts')).startTracing() : undefined
  const { runHost } = await import('./host.ts')
  await runHost(tracing)
}

runCommand(main)
