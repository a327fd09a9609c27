import { kindOf } from '@/shared/shift/groupSame.ts'
import { partOfShift } from '@/shared/shift/partOfShift.ts'
import type { Shift } from '@/shared/shift/shift.ts'

/** Shifts that the worker can claim, from which the most similar ones are chosen. */
interface Candidates {
  sameFacility: readonly Shift[]
  /** Shifts at facilities nearby, in the same part of the day. */
  nearby: readonly Shift[]
}

const maxChosen = 5

/**
 * The shifts that are most like `shift`, at most five: first those of its facility, then those nearby. In each group the
 * same part of the day comes first, then the closest start. Of shifts at one facility with the same hours only
 * one is chosen.
 */
export function chooseSimilar(
  shift: Shift,
  { sameFacility, nearby }: Candidates,
  viewerZone: string,
): Shift[] {
  const part = partOfShift(shift, viewerZone)
  const distance = (other: Shift) => ({
    parts: partOfShift(other, viewerZone) === part ? 0 : 1,
    time: Math.abs(Date.parse(other.startsAt) - Date.parse(shift.startsAt)),
  })
  const byLikeness = (one: Shift, other: Shift) => {
    const [near, far] = [distance(one), distance(other)]
    return near.parts - far.parts || near.time - far.time || one.id - other.id
  }
  const chosen = new Map<string, Shift>()
  for (const candidate of [...sameFacility.toSorted(byLikeness), ...nearby.toSorted(byLikeness)]) {
    const key = kindOf(candidate)
    if (candidate.id !== shift.id && !chosen.has(key)) chosen.set(key, candidate)
  }
  return [...chosen.values()].slice(0, maxChosen)
}
