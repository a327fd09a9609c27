import type { Temporal as TemporalApi } from 'temporal-polyfill'

// The function of `temporal-polyfill/fns/ZonedDateTime` that FullCalendar calls. next.config.ts says why.

export const offsetNanoseconds = (dateTime: TemporalApi.ZonedDateTime) => dateTime.offsetNanoseconds
