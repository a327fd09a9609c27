import type { Temporal as TemporalApi } from 'temporal-polyfill'
import { Temporal } from '../temporal.ts'

// The functions of `temporal-polyfill/fns/PlainDateTime` that FullCalendar calls. next.config.ts says why.

export const create = (...fields: ConstructorParameters<typeof TemporalApi.PlainDateTime>) =>
  new Temporal.PlainDateTime(...fields)

export const toZonedDateTime = (dateTime: TemporalApi.PlainDateTime, timeZone: string) =>
  dateTime.toZonedDateTime(timeZone)
