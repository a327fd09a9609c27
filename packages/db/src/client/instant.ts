/**
 * An instant as PostgreSQL writes it (`2026-12-01 05:00:00+00`) as ISO 8601 in UTC (`2026-12-01T05:00:00Z`), to the
 * microsecond. Text all the way where the session is in UTC, as ours are unless a pooler stands between: parsing into
 * Date and back is a large share of the cost of a row.
 */
export function fromPostgresInstant(text: string): string {
  if (text.endsWith('+00')) return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
  const parts = /^(\S+) ([\d:]+)(\.\d+)?([+-]\d\d)(:\d\d)?$/.exec(text)
  if (!parts) throw new RangeError(`${text} is not an instant in ISO style.`)
  const [, date, time, fraction = '', offset, minutes = ':00'] = parts
  const wholeSecond = new Date(`${date}T${time}${offset}${minutes}`).toISOString()
  return `${wholeSecond.slice(0, 19)}${fraction}Z`
}
