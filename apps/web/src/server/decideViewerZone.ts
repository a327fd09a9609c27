import { timeZone } from '@shifts/api'

/** The time zone of a page, and how it was decided. */
export interface ViewerZone {
  /** An IANA name that the API takes. */
  timeZone: string
  /** What the browser reported; empty if it could not tell, undefined before its first report. */
  reported: string | undefined
  /** Whether the browser reported a zone that could not be used as it is. */
  isSubstitute: boolean
}

/** Until a browser has reported, and for what cannot be read. */
const fallback = 'America/New_York'

/**
 * Decides the viewer's time zone from what the browser reported. A name that the API does not take, such as EST5EDT, is
 * replaced by the Area/City name that it stands for, and anything else by a common zone.
 */
export function decideViewerZone(reported: string | undefined): ViewerZone {
  if (reported === undefined) return { timeZone: fallback, reported, isSubstitute: false }
  const canonical = canonicalName(reported)
  if (!canonical) return { timeZone: fallback, reported, isSubstitute: true }
  // Facilities' zones are compared with it, so its case matters; an alias of a city stays the name that was reported.
  const name = canonical.toLowerCase() === reported.toLowerCase() ? canonical : reported
  if (isTaken(name)) return { timeZone: name, reported, isSubstitute: false }
  return { timeZone: isTaken(canonical) ? canonical : fallback, reported, isSubstitute: true }
}

const isTaken = (name: string) => timeZone.safeParse(name).success

function canonicalName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
