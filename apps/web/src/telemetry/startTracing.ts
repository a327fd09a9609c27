import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { registerOTel } from '@vercel/otel'

/** Next tells of requests by itself, the API of its procedures; this adds every SQL statement that they run. */
export function startTracing(): void {
  // Not without its connect spans: they are what keeps a statement that waited for a connection in its own trace.
  const statements = new PgInstrumentation({ requireParentSpan: true })
  registerOTel({ serviceName: 'open-shifts-web', instrumentations: [statements] })
}
