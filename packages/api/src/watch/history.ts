import { randomUUID } from 'node:crypto'
import type { ChangeSet } from './changeSet.ts'

/** How much is kept for clients that reconnect: change sets, and shifts in all of them together. */
const maxEntries = 1_000
const maxShifts = 10_000

/** A change set with its id, and the id of the one before. */
export interface Entry {
  id: string
  previousId: string
  changes: ChangeSet
}

export interface History {
  add: (changes: ChangeSet) => Entry
  /** The id of the newest entry. */
  newest: () => string
  /** The entries after that one, or undefined where it is not known or no longer kept. */
  since: (id: string) => Entry[] | undefined
}

/** Keeps the last change sets of this process. Ids of other processes, or of earlier starts, are not known here. */
export function createHistory(): History {
  const epoch = randomUUID()
  const kept: ChangeSet[] = []
  let keptShifts = 0
  let dropped = 0
  const idOf = (number: number) => `${epoch}.${number}`
  const toEntry = (number: number, changes: ChangeSet): Entry => ({
    id: idOf(number),
    previousId: idOf(number - 1),
    changes,
  })

  return {
    add(changes) {
      kept.push(changes)
      keptShifts += changes.shifts.length
      while (kept.length > maxEntries || keptShifts > maxShifts) {
        keptShifts -= kept.shift()?.shifts.length ?? 0
        dropped++
      }
      return toEntry(dropped + kept.length, changes)
    },
    newest: () => idOf(dropped + kept.length),
    since(id) {
      const [idEpoch, idNumber] = id.split('.')
      const number = Number(idNumber)
      const isKept = number >= dropped && number <= dropped + kept.length
      if (idEpoch !== epoch || !Number.isInteger(number) || !isKept) return undefined
      return kept.slice(number - dropped).map((changes, n) => toEntry(number + n + 1, changes))
    },
  }
}
