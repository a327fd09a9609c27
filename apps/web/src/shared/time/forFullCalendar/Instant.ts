import type { Temporal as TemporalApi } from 'temporal-polyfill'
import { Temporal } from '../temporal.ts'

// The functions of `temporal-polyfill/fns/Instant` that FullCalendar calls. next.config.ts says why.

export const fromEpochMilliseconds = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)

export const toZonedDateTimeISO = (instant: TemporalApi.Instant, timeZone: string) =>
  instant.toZonedDateTimeISO(timeZone)
