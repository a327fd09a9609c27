import { listenForNotifications, type Database, type OnlyServer } from '@shifts/db'
import { insertFixture } from '@shifts/testing'
import { createLogger, createWatchHub } from '../../src/index.ts'
import { asServed, createApi } from '../api.ts'
import { serviceToken } from '../tokens.ts'
import type { ShiftProcedures } from './listing.ts'
import { createMarker, type Marker } from './marker.ts'
import type { Model } from './state.ts'
import { createWatchingClient, type WatchingClient } from './watchingClient.ts'

/** The product on a database with the model's content, and clients that watch. */
export interface System {
  db: Database<OnlyServer>
  shift: ShiftProcedures
  marker: Marker
  /** One for each worker, and a second one for the first worker. */
  clients: WatchingClient[]
  /** How often the test has compared model and system so far. */
  turn: number
  /** Counts an outcome, so that the test can check that it occurred. */
  tally: (what: string) => void
  close: () => Promise<void>
}

export async function startSystem(
  { db, directUrl }: { db: Database<OnlyServer>; directUrl: string },
  model: Model,
  tally: System['tally'],
): Promise<System> {
  await insertFixture(db, model)
  const logger = createLogger('silent')
  const hub = createWatchHub({
    read: asServed(db).read,
    listen: (options) => listenForNotifications(directUrl, options),
    logger,
  })
  const { shift } = await createApi(db, { watch: hub.watch }).caller(serviceToken)
  const marker = await createMarker(db, hub)
  const watching = [...model.workers, ...model.workers.slice(0, 1)]
  const clients = watching.map(({ id }) => createWatchingClient(shift, id, tally))
  await Promise.all(clients.map((client) => client.connect({ asNewClient: true })))
  return {
    db,
    shift,
    marker,
    clients,
    turn: 0,
    tally,
    async close() {
      await Promise.all([...clients.map((client) => client.disconnect()), marker.stop()])
      hub.close()
    },
  }
}
