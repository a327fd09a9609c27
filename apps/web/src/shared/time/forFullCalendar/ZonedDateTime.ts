// The function of `temporal-polyfill/fns/ZonedDateTime` that FullCalendar calls. next.config.ts says why.

export const offsetNanoseconds = (dateTime: Temporal.ZonedDateTime) => dateTime.offsetNanoseconds
