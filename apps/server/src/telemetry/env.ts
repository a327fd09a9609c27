/** Whether spans are sent. OpenTelemetry's libraries read its other variables (OTEL_*) themselves. */
export const hasCollector = () => Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT)
