import fc from 'fast-check'
import { action, type Action } from './action.ts'

const client = fc.nat({ max: 6 })

const leave = action('leave', client, async (_, { clients }, client) => clients[client]?.leave())

const leaveAfter = action(
  'leave after',
  fc.record({ client, events: fc.integer({ min: 1, max: 5 }) }),
  async (_, { clients }, { client, events }) => clients[client]?.leaveAfter(events),
)

const connect = action(
  'connect',
  fc.record({ client, afresh: fc.nat({ max: 5 }).map((drawn) => drawn === 0) }),
  async (_, { clients }, { client, afresh }) => clients[client]?.connect({ afresh }),
)

/** Nobody hears of what is changed until somebody listens again. */
const disconnect = action('disconnect', fc.constant('the hub'), async (_, { db, tally }) => {
  await db.execute(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'open-shifts listener'`)
  tally('disconnected')
})

export const watchActions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: leave },
  { weight: 16, arbitrary: leaveAfter },
  { weight: 32, arbitrary: connect },
  { weight: 3, arbitrary: disconnect },
)
