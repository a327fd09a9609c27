import { partOfDay, type PartOfDay } from '@/shared/time/partOfDay.ts'
import { facilityZone } from './facilityZone.ts'
import type { Shift } from './shift.ts'

/** The part of the day in which a shift starts, by its facility's clock. */
export const partOfShift = (shift: Shift, viewerZone: string): PartOfDay =>
  partOfDay(shift.startsAt, facilityZone(shift, viewerZone))
