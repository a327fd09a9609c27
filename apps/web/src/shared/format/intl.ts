/** Writes an instant in a time zone. */
export type FormatInstant = (instant: string, timeZone: string) => string

/** Node and browsers use different spaces in the same format, which would cause hydration errors. */
export const withPlainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u2009\u202f]/g, ' ')

/** Returns a function that formats instants. Creating an Intl format is slow, so it keeps one for each zone. */
export function instantFormat(tag: string, options: Intl.DateTimeFormatOptions): FormatInstant {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (instant, timeZone) => {
    const format = formats.get(timeZone) ?? new Intl.DateTimeFormat(tag, { ...options, timeZone })
    formats.set(timeZone, format)
    return withPlainSpaces(format.format(new Date(instant)))
  }
}

/** The time in a zone, with the zone's name: "7:00 AM PST". The same in every locale. */
export const zoneClock = instantFormat('en-US', {
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
})
