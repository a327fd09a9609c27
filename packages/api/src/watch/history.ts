import { randomUUID } from 'node:crypto'
import type { ChangeSet } from './changeSet.ts'
import { parseEventId } from './eventId.ts'

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
  /** Adds a change set at its position in the database's log, or with the next number of this process. */
  add: (changes: ChangeSet, position?: string) => Entry
  /** Notes that nothing else has changed until the position. */
  advance: (position: string) => void
  /** The id of the newest entry, or the position until which nothing has changed since. */
  newest: () => string
  /** Whether the entries after that one are kept. */
  knows: (id: string) => boolean
  /** The entries after that one, or undefined where it is not known or no longer kept. */
  since: (id: string) => Entry[] | undefined
}

/**
 * Keeps the last change sets of this process. Positions are known to every host that reads the same log; numbers of other processes,
 * or of earlier starts, are not known here.
 */
export function createHistory(): History {
  const epoch = randomUUID()
  let count = 0
  const kept: (Entry & { place: bigint })[] = []
  let keptShifts = 0
  let newest = `${epoch}.0`
  /** Everything after it is kept. */
  let oldest = newest

  function dropFirst(): void {
    const first = kept.shift()
    if (!first) return
    oldest = first.id
    keptShifts -= first.changes.shifts.length
  }

  /** The place of an event after which everything is kept. */
  function knownPlace(text: string): bigint | undefined {
    const [id, first, last] = [text, oldest, newest].map(parseEventId)
    if (!id || !first || !last || id.sequence !== first.sequence || id.sequence !== last.sequence)
      return undefined
    return id.place < first.place || id.place > last.place ? undefined : id.place
  }

  return {
    add(changes, position) {
      const entry = { id: position ?? `${epoch}.${(count += 1)}`, previousId: newest, changes }
      newest = entry.id
      kept.push({ ...entry, place: parseEventId(entry.id)?.place ?? 0n })
      keptShifts += changes.shifts.length
      // A client that has missed `everything` has to list again, whatever else it has missed.
      if (changes.everything) while (kept.length > 0) dropFirst()
      while (kept.length > maxEntries || keptShifts > maxShifts) dropFirst()
      return entry
    },
    advance(position) {
      newest = position
    },
    newest: () => newest,
    knows: (id) => knownPlace(id) !== undefined,
    since(id) {
      const place = knownPlace(id)
      return place === undefined
        ? undefined
        : kept.slice(kept.findLastIndex((each) => each.place <= place) + 1)
    },
  }
}
