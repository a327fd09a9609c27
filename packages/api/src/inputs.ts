import { z } from 'zod'

/** The range of PostgreSQL's integer. */
export const id = z.int().min(1).max(2_147_483_647)

const date =
  /(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|(?:0[48]|[2468][048]|[13579][26])00)-02-29|(?:\d{3}[1-9]|\d{2}[1-9]\d|\d[1-9]\d{2}|[1-9]\d{3})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])))/
const time = /(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?/
const offset = /(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)/

/**
 * An ISO 8601 instant with an offset, from year 1 on, with up to nine decimals, as the common languages write them.
 * PostgreSQL keeps six: what is finer becomes the next microsecond. No shift starts in between, so that a window holds the
 * same shifts, and windows that touch still do. All else is handed on as it is, so nothing is rounded.
 */
export const instant = z
  .string()
  .regex(new RegExp(`^${date.source}T${time.source}${offset.source}$`), {
    error: 'needs an ISO 8601 instant with an offset, such as 2026-12-01T00:00:00Z',
  })
  .meta({ format: 'date-time' })
  .overwrite(toMicroseconds)

function toMicroseconds(text: string): string {
  const [, seconds = '', micros = '', rest = '', zone = ''] = /^(.+)\.(\d{6})(\d+)(\D.*)$/.exec(text) ?? []
  // What is malformed is refused, but comes here all the same.
  if (rest === '' || Number.isNaN(Date.parse(`${seconds}Z`))) return text
  const isWhole = /^0+$/.test(rest)
  if (isWhole || micros !== '999999') {
    const next = Number(micros) + (isWhole ? 0 : 1)
    return `${seconds}.${String(next).padStart(6, '0')}${zone}`
  }
  const nextSecond = new Date(Date.parse(`${seconds}Z`) + 1_000).toISOString().slice(0, -'.000Z'.length)
  // After the last second of year 9999 there is none that can be written.
  return nextSecond.startsWith('+') ? `${seconds}.${micros}${zone}` : `${nextSecond}${zone}`
}

/**
 * An IANA name such as America/New_York. Names without an area are refused, UTC excepted: PostgreSQL reads some of
 * them (CET, +05:30) as abbreviations or POSIX zones and would silently answer for another zone.
 */
export const timeZone = z
  .string()
  .refine((name) => name === 'UTC' || (/^[A-Za-z]+\//.test(name) && isKnownZone(name)), {
    error: 'needs an IANA time zone, such as America/New_York',
  })

function isKnownZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Never empty: no facility at all would be a strange way to ask for every one. */
export const facilityIds = z.array(id).min(1).max(1_000)

interface Window {
  from?: string | undefined
  to?: string | undefined
}

/** A malformed end has a complaint of its own. */
const isWellFormed = ({ from, to }: Window) =>
  [from, to].every((end) => end !== undefined && instant.safeParse(end).success)

const startsBeforeItEnds = (window: Window) =>
  !(Date.parse(window.from ?? '') > Date.parse(window.to ?? '')) || !isWellFormed(window)

/** For an input that has `from` and `to`. */
export const windowInOrder = [
  startsBeforeItEnds,
  { path: ['to'], error: 'must not be before from' },
] as const satisfies Parameters<z.ZodObject['refine']>

/**
 * The longest window of counts, which read every shift in it: ten years, twice what the largest seeded data spans, so that
 * whoever counts all of it may.
 */
const maxWindowDays = 3_660

export const maxWindowText = `at most ${maxWindowDays.toLocaleString('en-US')} days after from`

/** For an input that has `from` and `to`, and costs more the longer the window is. */
export const windowNotTooLong = [
  (window: Window) =>
    !(Date.parse(window.to ?? '') - Date.parse(window.from ?? '') > maxWindowDays * 86_400_000) ||
    !isWellFormed(window),
  { path: ['to'], error: `must be ${maxWindowText}` },
] as const satisfies Parameters<z.ZodObject['refine']>

/** An opaque place in a listing. */
export const cursor = z.string().max(300)

/** How many items a page holds at most. */
export const pageLimit = z.int().min(1).max(500).default(100)
