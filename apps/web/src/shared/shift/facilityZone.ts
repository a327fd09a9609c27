import { isKnownZone } from '@/shared/time/zone.ts'
import type { Shift } from './shift.ts'

/** The zone in which a shift's times are shown: its facility's, or the viewer's if this machine does not know that. */
export const facilityZone = ({ facility }: Pick<Shift, 'facility'>, viewerZone: string): string =>
  isKnownZone(facility.timeZone) ? facility.timeZone : viewerZone
