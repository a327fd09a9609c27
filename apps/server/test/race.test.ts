import { useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { startHost } from './hostProcess.ts'
import { startCrashablePostgres } from './race/crashablePostgres.ts'
import { everyClaim, connections, race, type Outcome } from './race/race.ts'
import { expectConsistentClaims } from './race/expectConsistentClaims.ts'
import { makeRaceFixture } from './race/fixture.ts'

/** For a machine that is busy. */
const timeout = { timeout: 240_000 }

async function startHosts(database: { url: string }) {
  const hosts = await Promise.all([startHost(database), startHost(database)])
  onTestFinished(async () => {
    for (const host of hosts) host.end('SIGKILL')
    await Promise.all(hosts.map(({ exited }) => exited))
  })
  return hosts
}

/** What a claim was answered, without what differs each time. */
const told = ({ workerId, shiftId, status, claimedAt }: Outcome) => ({ workerId, shiftId, status, claimedAt })

test(
  'of 200 workers who are after the same 100 shifts at two hosts, each shift goes to one',
  timeout,
  async () => {
    const database = await useTestDatabase()
    const fixture = await makeRaceFixture(database.db, 200)
    const hosts = await startHosts(database)
    const outcomes = await race(hosts, everyClaim(fixture))
    await expectConsistentClaims(database.db, fixture, outcomes)
  },
)

test(
  'the same holds when PostgreSQL is killed amid the race: the hosts say so, and go on when it is back',
  timeout,
  async () => {
    const postgres = await startCrashablePostgres()
    const fixture = await makeRaceFixture(postgres.db, 20)
    const hosts = await startHosts(postgres)

    // The third of the five that are fought over just then.
    const winsBeforeCrash = 48
    let wins = 0
    let unavailable = 0
    let restarting: Promise<unknown> | undefined
    const outcomes = await race(hosts, everyClaim(fixture), (status) => {
      if (status === 200 && ++wins === winsBeforeCrash) postgres.crash()
      const isAway = wins >= winsBeforeCrash && status === 503
      // Whoever asks has been told by then.
      if (isAway && ++unavailable === hosts.length * connections) restarting = postgres.restart()
    })
    await restarting
    expect(wins).toBe(100)
    await expectConsistentClaims(postgres.db, fixture, outcomes)

    // And once more: to claim what is one's own changes nothing.
    const taken = outcomes.filter(({ status }) => status === 200)
    const again = await race(hosts, taken)
    expect(new Set(again.map(told))).toEqual(new Set(taken.map(told)))
    await expectConsistentClaims(postgres.db, fixture, outcomes)
  },
)
