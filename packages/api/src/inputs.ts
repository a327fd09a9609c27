import { z } from 'zod'

/** The range of PostgreSQL's integer. */
export const id = z.int().min(1).max(2_147_483_647)

/** An ISO 8601 instant with an offset, as finely as PostgreSQL keeps it. Handed on as text, so nothing is rounded. */
export const instant = z.iso
  .datetime({ offset: true, error: 'needs an ISO 8601 instant with an offset, such as 2026-12-01T00:00:00Z' })
  .refine((text) => !text.startsWith('0000'), 'there is no year 0')
  .refine((text) => !/\.\d{7}/.test(text), 'has more than 6 decimals')
  .refine((text) => !/[+-](1[5-9]|2\d|14:(?!00))[:\d]*$/.test(text), 'has an offset beyond 14 hours')

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

const startsBeforeItEnds = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  // A malformed end compares as neither, and has a complaint of its own.
  from === undefined || to === undefined || !(Date.parse(from) > Date.parse(to))

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
  ({ from = '', to = '' }: { from?: string | undefined; to?: string | undefined }) =>
    !(Date.parse(to) - Date.parse(from) > maxWindowDays * 86_400_000) ||
    // A malformed end has a complaint of its own.
    ![from, to].every((end) => instant.safeParse(end).success),
  { path: ['to'], error: `must be ${maxWindowText}` },
] as const satisfies Parameters<z.ZodObject['refine']>

/** An opaque place in a listing. */
export const cursor = z.string().max(300)

/** How many items a page holds at most. */
export const pageLimit = z.int().min(1).max(500).default(100)
