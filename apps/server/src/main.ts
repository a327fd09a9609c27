import { runCommand } from '@shifts/db/command'
import { hasCollector } from './telemetry/env.ts'

/** pg is patched as it is loaded, so the tracing comes first; and it is loaded only where somebody collects. */
async function main(): Promise<void> {
  const tracing = hasCollector() ? (await import('./telemetry/tracing.ts')).startTracing() : undefined
  const { runHost } = await import('./host.ts')
  await runHost(tracing)
}

runCommand(main)
