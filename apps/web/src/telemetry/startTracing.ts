import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { registerOTel } from '@vercel/otel'

/** Next tells of requests by itself, the API of its procedures; this adds every SQL statement that they run. */
export function startTracing(): void {
  const statements = new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true })
  registerOTel({ serviceName: 'open-shifts-web', instrumentations: [statements] })
}
