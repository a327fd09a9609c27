import type { WorkerShift } from './workerShift.ts'

/** Shifts that differ only by their id. */
export interface SameShifts {
  /** The first of them. */
  item: WorkerShift
  count: number
}

/** Puts open shifts of the same facility with the same hours together, at the place of the first. Claimed shifts stay single. */
export function groupSame(items: readonly WorkerShift[]): SameShifts[] {
  const groups = new Map<string, SameShifts>()
  for (const item of items) {
    const { id, facility, startsAt, endsAt } = item.shift
    const key = item.kind === 'claimed' ? `claimed ${id}` : `${facility.id} ${startsAt} ${endsAt}`
    const group = groups.get(key)
    if (group) group.count++
    else groups.set(key, { item, count: 1 })
  }
  return [...groups.values()]
}
