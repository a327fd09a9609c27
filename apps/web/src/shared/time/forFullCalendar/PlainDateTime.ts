// The functions of `temporal-polyfill/fns/PlainDateTime` that FullCalendar calls. next.config.ts says why.

export const create = (...fields: ConstructorParameters<typeof Temporal.PlainDateTime>) =>
  new Temporal.PlainDateTime(...fields)

export const toZonedDateTime = (dateTime: Temporal.PlainDateTime, timeZone: string) =>
  dateTime.toZonedDateTime(timeZone)
