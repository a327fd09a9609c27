const known = new Map<string, boolean>()

function check(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone }).format(0)
    Temporal.Instant.from('2000-01-01T12:00:00Z').toZonedDateTimeISO(zone)
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
