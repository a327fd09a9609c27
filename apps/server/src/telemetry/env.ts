/** Where spans are sent, by OpenTelemetry's own variable; its libraries read the others (OTEL_*) themselves. */
export const hasCollector = () => Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT)
