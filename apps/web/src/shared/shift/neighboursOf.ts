import type { WorkerShift } from './workerShift.ts'

/** The items before and after the shift in a list; undefined if the list does not contain it. */
export function neighboursOf(list: readonly WorkerShift[], shiftId: number) {
  const index = list.findIndex(({ shift }) => shift.id === shiftId)
  return index === -1 ? undefined : { previous: list[index - 1], next: list[index + 1] }
}
