import { hasCollector } from './telemetry/env.ts'

/** Next calls this once, before it loads other modules. The tracing patches pg, so it is loaded before pg. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- Next replaces it with the runtime at build time
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  await import('./shared/time/installTemporal.ts')
  if (hasCollector()) {
    const { startTracing } = await import('./telemetry/startTracing.ts')
    startTracing()
  }
  const { start } = await import('./server/start.ts')
  start()
}
