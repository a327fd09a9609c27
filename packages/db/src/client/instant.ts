/**
 * Converts an instant as PostgreSQL writes it (`2026-12-01 05:00:00+00`) to ISO 8601 in UTC (`2026-12-01T05:00:00Z`), with
 * microseconds. Sessions are in UTC unless a pooler is used, and then no Date is involved: parsing and formatting one is a
 * large share of the cost of a row.
 * @throws {RangeError} if the text is not in PostgreSQL's ISO style
 */
export function fromPostgresInstant(text: string): string {
  if (text.endsWith('+00')) return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`
  const parts = /^(\S+) ([\d:]+)(\.\d+)?([+-]\d\d)(:\d\d)?$/.exec(text)
  if (!parts) throw new RangeError(`${text} is not an instant in ISO style.`)
  const [, date, time, fraction = '', offset, minutes = ':00'] = parts
  const inSeconds = new Date(`${date}T${time}${offset}${minutes}`).toISOString()
  return `${inSeconds.slice(0, 19)}${fraction}Z`
}
