import { z } from 'zod'

/** The range of PostgreSQL's integer. */
export const id = z.int().min(1).max(2_147_483_647)

/** An id as an argument of a command. */
export const idArgument = z.string().regex(/^\d+$/).transform(Number).pipe(id)

const date =
  /(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|(?:0[48]|[2468][048]|[13579][26])00)-02-29|(?:\d{3}[1-9]|\d{2}[1-9]\d|\d[1-9]\d{2}|[1-9]\d{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])))/
const time = /(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?/
const offset = /(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)/

/**
 * An ISO 8601 instant with an offset, from year 1 on, with up to nine decimals, as the common languages write them.
 * PostgreSQL keeps six decimals: a finer instant becomes the next microsecond. No shift starts in between, so the window
 * holds the same shifts. Every other instant is passed on unchanged.
 */
export const instant = z
  .string()
  .regex(new RegExp(`^${date.source}T${time.source}${offset.source}$`), {
    error: 'needs an ISO 8601 instant with an offset, such as 2026-12-01T00:00:00Z',
  })
  // Without the format date-time, which requires seconds.
  .meta({ example: '2026-12-01T00:00:00Z' })
  .overwrite(toMicroseconds)

/** A date such as 2026-12-01, from year 1 on. */
export const day = z
  .string()
  .regex(new RegExp(`^${date.source}$`), { error: 'needs a date, such as 2026-12-01' })
  .meta({ format: 'date' })

/** A place, in degrees. */
export const coordinates = z
  .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .meta({ id: 'Coordinates' })

function toMicroseconds(text: string): string {
  const [, seconds = '', micros = '', rest = '', zone = ''] = /^(.+)\.(\d{6})(\d+)(\D.*)$/.exec(text) ?? []
  // zod also calls this for text that the expression above refuses.
  if (rest === '' || Number.isNaN(Date.parse(`${seconds}Z`))) return text
  const isMicrosecond = /^0+$/.test(rest)
  if (isMicrosecond || micros !== '999999') {
    const next = Number(micros) + (isMicrosecond ? 0 : 1)
    return `${seconds}.${String(next).padStart(6, '0')}${zone}`
  }
  const nextSecond = new Date(Date.parse(`${seconds}Z`) + 1_000).toISOString().slice(0, -'.000Z'.length)
  // ISO 8601 writes no year after 9999 without a sign.
  return nextSecond.startsWith('+') ? `${seconds}.${micros}${zone}` : `${nextSecond}${zone}`
}

const zoneNeeded = 'needs an IANA time zone, such as America/New_York'

/**
 * An IANA name such as America/New_York. Names without an area are refused, UTC excepted: PostgreSQL reads some of
 * them (CET, +05:30) as abbreviations or POSIX zones and would silently use another zone.
 */
export const timeZone = z
  .string()
  .regex(/^(?:UTC|[A-Za-z]+\/[A-Za-z0-9_+/-]+)$/, { error: zoneNeeded, abort: true })
  .refine(isKnownZone, { error: zoneNeeded })
  .meta({ example: 'America/Chicago' })

function isKnownZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** An instant in an output: ISO 8601 in UTC. */
export const utcInstant = z.string().meta({ format: 'date-time', example: '2026-12-01T14:00:00Z' })
