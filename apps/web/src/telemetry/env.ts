/** Where spans are sent, by OpenTelemetry's own variable; @vercel/otel reads the others (OTEL_*) itself. */
export const hasCollector = () => Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT)
