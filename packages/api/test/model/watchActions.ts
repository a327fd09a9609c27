import fc from 'fast-check'
import { action, type Action } from './action.ts'

const client = fc.nat({ max: 6 })

const disconnectClient = action('disconnect client', client, async (_, { clients }, client) =>
  clients[client]?.disconnect(),
)

const disconnectAfter = action(
  'disconnect after',
  fc.record({ client, events: fc.integer({ min: 1, max: 5 }) }),
  async (_, { clients }, { client, events }) => clients[client]?.disconnectAfter(events),
)

const connect = action(
  'connect',
  fc.record({ client, asNewClient: fc.nat({ max: 5 }).map((drawn) => drawn === 0) }),
  async (_, { clients }, { client, asNewClient }) => clients[client]?.connect({ asNewClient }),
)

/** Changes are not received until the listener has reconnected. */
const disconnectHub = action('disconnect', fc.constant('the hub'), async (_, { db, tally }) => {
  await db.execute(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'open-shifts listener'`)
  tally('disconnected')
})

export const watchActions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: disconnectClient },
  { weight: 16, arbitrary: disconnectAfter },
  { weight: 32, arbitrary: connect },
  { weight: 6, arbitrary: disconnectHub },
)
