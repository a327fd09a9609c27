import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { FastifyInstance } from 'fastify'
import { traceRequests } from './traceRequests.ts'

export interface Tracing {
  /** Reports the requests of what is registered after it. */
  traceRequests: (server: FastifyInstance) => void
  /** Sends what has not been sent yet. */
  close: () => Promise<void>
}

/** A collector that does not answer keeps nobody waiting for longer. */
const timeoutMillis = 2_000

/** The API tells of its procedures by itself; this adds requests and every SQL statement, and sends it all. */
export function startTracing(): Tracing {
  const named = resourceFromAttributes({ 'service.name': 'open-shifts-api' })
  const exporter = new OTLPTraceExporter({ timeoutMillis })
  const provider = new NodeTracerProvider({
    resource: named.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: timeoutMillis })],
  })
  provider.register()
  // Not without its connect spans: they are what keeps a statement that waited for a connection in its own trace.
  const statements = new PgInstrumentation({
    requireParentSpan: true,
    // COPY takes no parameters, so its text bears the values.
    requestHook: (span, { query: { text } }) => {
      if (text.startsWith('copy')) span.setAttribute('db.query.text', 'copy (…) to stdout')
    },
  })
  registerInstrumentations({ instrumentations: [statements] })
  // A collector that is away is no failure of this host's.
  return { traceRequests, close: () => provider.shutdown().catch(() => {}) }
}
