import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { registerOTel } from '@vercel/otel'

/** Reports spans. Next creates those of requests, the API those of procedures, and the instrumentation those of SQL. */
export function startTracing(): void {
  // Its connect spans must stay on: without them a statement that waited for a connection is in another trace.
  const statements = new PgInstrumentation({ requireParentSpan: true })
  registerOTel({ serviceName: 'open-shifts-web', instrumentations: [statements] })
}
