import { hasCollector } from './telemetry/env.ts'

/** pg is patched as it is loaded, so the tracing comes first; and it is loaded only where somebody collects. */
async function main(): Promise<void> {
  const tracing = hasCollector() ? (await import('./telemetry/tracing.ts')).startTracing() : undefined
  const { runHost } = await import('./host.ts')
  await runHost(tracing)
}

main().catch((error: unknown) => {
  const isExpected = error instanceof Error && error.name === 'EnvironmentError'
  console.error(isExpected ? error.message : error)
  process.exit(1)
})
