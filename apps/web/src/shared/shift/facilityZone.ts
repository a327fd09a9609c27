import { dayOf } from '@/shared/time/period.ts'
import type { Shift } from './shift.ts'

const known = new Map<string, boolean>()

function check(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone }).format(0)
    return dayOf('2000-01-01T12:00:00Z', zone) !== ''
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

/** The zone in which a shift's times are shown: its facility's, or the viewer's if this machine does not know that. */
export const facilityZone = ({ facility }: Pick<Shift, 'facility'>, viewerZone: string): string =>
  isKnownZone(facility.timeZone) ? facility.timeZone : viewerZone
