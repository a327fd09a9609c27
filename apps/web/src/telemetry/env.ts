/** Whether spans are to be sent, by OpenTelemetry's variable. @vercel/otel reads the other OTEL_* variables itself. */
export const hasCollector = () => Boolean(process.env.OTEL_EXPORTER_OTLP_ENDPOINT)
