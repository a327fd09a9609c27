import { setImmediate } from 'node:timers/promises'
import type { Database } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
} from '@shifts/testing'
import type { WatchHub } from '../../src/index.ts'

/** Higher than the ids of the model. */
const id = 1_000_000

export type Marker = Awaited<ReturnType<typeof createMarker>>

/**
 * Creates shifts of a facility where only one worker may work. Once that worker receives the event of one, all earlier
 * changes are published.
 */
export async function createMarker(db: Database<'primary'>, hub: WatchHub) {
  const worker = await makeWorker(db, { id })
  const facility = await makeFacility(db, { id })
  const document = await makeDocument(db, { id })
  await requireDocument(db, facility, document)
  await giveDocument(db, worker, document)
  const events = await hub.watch(worker.id, { signal: undefined })
  let markers = 0
  const mark = async () => (await makeShift(db, { id: id + ++markers, facilityId: facility.id })).id

  return {
    async untilEverythingIsPublished(): Promise<void> {
      let awaited = await mark()
      for (;;) {
        const { value } = await events.next()
        if (!value) throw new Error('The watch has ended.')
        const [, event] = value
        // The marker may have been inserted while nothing listened, or among changes that are not sent one by one.
        if (event.type === 'refetch') awaited = await mark()
        if (event.type === 'available' && event.shift.id === awaited) break
      }
      // Clients that received events in the same turn of the event loop read them in it.
      await setImmediate()
    },
    stop: () => events.return?.(),
  }
}
