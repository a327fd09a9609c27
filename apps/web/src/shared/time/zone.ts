const known = new Map<string, boolean>()

function check(zone: string): boolean {
  const instant = Temporal.Instant.from('2000-01-01T12:00:00Z')
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone }).format(0)
    instant.toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

/** Whether this machine knows the time zone: PostgreSQL, Node and browsers know different ones. */
export function isKnownZone(zone: string): boolean {
  const isKnown = known.get(zone) ?? check(zone)
  known.set(zone, isKnown)
  return isKnown
}
