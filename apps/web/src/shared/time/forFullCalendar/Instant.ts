// The functions of `temporal-polyfill/fns/Instant` that FullCalendar calls. next.config.ts says why.

export const fromEpochMilliseconds = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

export const toZonedDateTimeISO = (instant: Temporal.Instant, timeZone: string) =>
  instant.toZonedDateTimeISO(timeZone)
