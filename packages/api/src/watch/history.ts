import { randomUUID } from 'node:crypto'
import type { Happening } from './happening.ts'

/** So many of the last happenings can be told again to a client that was away, if there are not too many shifts in them. */
const capacity = 1_000
const shiftCapacity = 10_000

/** A happening with its id, and the one before. */
export interface Entry {
  id: string
  previousId: string
  happening: Happening
}

export interface History {
  add: (happening: Happening) => Entry
  /** The id of the newest. */
  newest: () => string
  /** What happened after that, or undefined where nobody knows any more. */
  since: (id: string) => Entry[] | undefined
}

/** The last things that happened, in this process and since it began: ids of others are not known here. */
export function createHistory(): History {
  const epoch = randomUUID()
  const kept: Happening[] = []
  let keptShifts = 0
  let dropped = 0
  const idOf = (number: number) => `${epoch}.${number}`
  const entry = (number: number, happening: Happening): Entry => ({
    id: idOf(number),
    previousId: idOf(number - 1),
    happening,
  })

  return {
    add(happening) {
      kept.push(happening)
      keptShifts += happening.shifts.length
      while (kept.length > capacity || keptShifts > shiftCapacity) {
        keptShifts -= kept.shift()?.shifts.length ?? 0
        dropped++
      }
      return entry(dropped + kept.length, happening)
    },
    newest: () => idOf(dropped + kept.length),
    since(id) {
      const [from, number] = id.split('.')
      const seen = Number(number)
      if (from !== epoch || !Number.isInteger(seen) || seen < dropped || seen > dropped + kept.length)
        return undefined
      return kept.slice(seen - dropped).map((happening, n) => entry(seen + n + 1, happening))
    },
  }
}
