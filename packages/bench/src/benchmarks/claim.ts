import { claimShift, connect, type Database } from '@shifts/db'
import { atLeast, type Benchmark } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { findClaimable, giveAllBack, type Claimable } from '../database/claimable.ts'
import type { Target } from '../load/load.ts'
import { startApiHost } from '../process/apiHost.ts'

const connections = 8
const product = 'Open Shifts, REST'
const statementsOnly = 'the statements alone, no HTTP'

/** Compares claims over REST with the same statements without a host. */
export const claim: Benchmark = {
  name: 'claim',
  title: 'Claims: no shift twice, no worker in two places, each recorded',
  async run(setting) {
    const copy = await setting.databases.copyOf(await setting.databases.seeded('marketplace'))
    const { url } = copy
    const { db, close } = connect(url)
    const host = await startApiHost(url)
    try {
      const claimable = await findClaimable(url)
      const targets = new Map<string, Target>([
        [
          product,
          {
            server: host,
            databaseUrl: url,
            work: {
              kind: 'http',
              origin: host.origin,
              headers: { ...host.headers, 'content-type': 'application/json' },
              requests: claimable.map(requestOf),
              once: true,
            },
          },
        ],
        [statementsOnly, { databaseUrl: url, work: callsOf(db, claimable) }],
      ])
      const reset = () => giveAllBack(url)
      const { rows, rateOver } = await compare(setting, targets, { connections, product, reset })
      return {
        tables: [{ name: 'claim', rows }],
        goals: [
          atLeast(
            0.5,
            `claims a second, ${product} over ${statementsOnly}`,
            rateOver(product, statementsOnly),
          ),
        ],
      }
    } finally {
      await host.stop()
      await close()
      await copy.drop()
    }
  },
}

export const requestOf = ({ workerId, shiftId }: Claimable) => ({
  method: 'POST' as const,
  path: `/v1/workers/${workerId}/claimed-shifts`,
  body: JSON.stringify({ shiftId }),
})

/** The function that the host calls for each of these shifts. */
const callsOf = (db: Database<'primary'>, claimable: Claimable[]): Target['work'] => ({
  kind: 'call',
  calls: claimable.map(
    (pair) => () => claimShift(db, { ...pair, principal: 'service bench', requestId: 'bench' }),
  ),
  once: true,
})
