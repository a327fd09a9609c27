import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import type { FastifyInstance } from 'fastify'
import { traceRequests } from './traceRequests.ts'

export interface Tracing {
  /** Traces the requests to routes that are registered after this call. */
  traceRequests: (server: FastifyInstance) => void
  /** Sends the remaining spans. */
  close: () => Promise<void>
}

/** How long to wait for a collector that does not respond. */
const timeoutMillis = 2_000

/** Starts to trace requests and SQL statements. Spans of procedures come from packages/api. */
export function startTracing(): Tracing {
  const serviceName = resourceFromAttributes({ 'service.name': 'open-shifts-api' })
  const exporter = new OTLPTraceExporter({ timeoutMillis })
  const provider = new NodeTracerProvider({
    resource: serviceName.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: timeoutMillis })],
  })
  provider.register()
  // Connect spans stay enabled: they keep a statement that waited for a connection in the right trace.
  const statements = new PgInstrumentation({
    requireParentSpan: true,
    // COPY takes no parameters, so its text contains the values.
    requestHook: (span, { query: { text } }) => {
      if (text.startsWith('copy')) span.setAttribute('db.query.text', 'copy (…) to stdout')
    },
  })
  registerInstrumentations({ instrumentations: [statements] })
  // An unavailable collector must not make the host's shutdown fail.
  return { traceRequests, close: () => provider.shutdown().catch(() => {}) }
}
