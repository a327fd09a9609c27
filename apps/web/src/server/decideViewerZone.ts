import { timeZone } from '@shifts/api'

/** The time zone of a page, and how it was decided. */
export interface ViewerZone {
  /** An IANA name that the API accepts. */
  timeZone: string
  /** The zone that the browser reported: empty if it did not know, undefined before its first report. */
  reported: string | undefined
  /** Whether another zone is used in place of the reported one. */
  isSubstitute: boolean
}

/** Used before the first report, and for reports that are no time zone. */
const fallback = 'America/New_York'

/**
 * The viewer's time zone by the browser's report. A name that the API does not accept, such as EST5EDT, is replaced by
 * its canonical Area/City name, and a report that is no time zone by a fallback.
 */
export function decideViewerZone(reported: string | undefined): ViewerZone {
  if (reported === undefined) return { timeZone: fallback, reported, isSubstitute: false }
  const canonical = canonicalName(reported)
  if (!canonical) return { timeZone: fallback, reported, isSubstitute: true }
  // The name is compared with facilities' zones, so its case is corrected. Aliases such as Asia/Calcutta are kept.
  const name = canonical.toLowerCase() === reported.toLowerCase() ? canonical : reported
  if (isAccepted(name)) return { timeZone: name, reported, isSubstitute: false }
  return { timeZone: isAccepted(canonical) ? canonical : fallback, reported, isSubstitute: true }
}

const isAccepted = (name: string) => timeZone.safeParse(name).success

function canonicalName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
