import type { Shift } from './shift.ts'
import type { WorkerShift } from './workerShift.ts'

/** Shifts that differ only by their id. */
export interface SameShifts {
  /** The first of them. */
  item: WorkerShift
  count: number
}

/** Equal for shifts of one facility with the same hours. */
export const kindOf = ({ facility, startsAt, endsAt }: Shift): string =>
  `${facility.id} ${startsAt} ${endsAt}`

/** Puts open shifts of the same facility with the same hours together, at the place of the first. Claimed shifts stay single. */
export function groupSame(items: readonly WorkerShift[]): SameShifts[] {
  const groups = new Map<string, SameShifts>()
  for (const item of items) {
    const key = item.kind === 'claimed' ? `claimed ${item.shift.id}` : kindOf(item.shift)
    const group = groups.get(key)
    if (group) group.count++
    else groups.set(key, { item, count: 1 })
  }
  return [...groups.values()]
}
