import { useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { startHost } from './hostProcess.ts'
import { startCrashablePostgres } from './race/crashablePostgres.ts'
import { everyClaim, connections, race, type Outcome } from './race/race.ts'
import { expectConsistentClaims } from './race/expectConsistentClaims.ts'
import { makeRaceFixture } from './race/fixture.ts'

/** Long enough for a busy machine. */
const timeout = { timeout: 240_000 }

async function startHosts(database: { url: string }) {
  const hosts = await Promise.all([startHost(database), startHost(database)])
  onTestFinished(async () => {
    for (const host of hosts) host.kill('SIGKILL')
    await Promise.all(hosts.map(({ exited }) => exited))
  })
  return hosts
}

/** The result of a claim, without request ids. */
const resultOf = ({ workerId, shiftId, status, claimedAt }: Outcome) => ({
  workerId,
  shiftId,
  status,
  claimedAt,
})

test(
  'when 50 workers claim the same 100 shifts at two hosts, one worker gets each shift',
  timeout,
  async () => {
    const database = await useTestDatabase()
    const fixture = await makeRaceFixture(database.db, 50)
    const hosts = await startHosts(database)
    const outcomes = await race(hosts, everyClaim(fixture))
    await expectConsistentClaims(database.db, fixture, outcomes)
  },
)

test(
  'the same holds when PostgreSQL crashes meanwhile: the hosts return 503, and recover when it is back',
  timeout,
  async () => {
    const postgres = await startCrashablePostgres()
    const fixture = await makeRaceFixture(postgres.db, 20)
    const hosts = await startHosts(postgres)

    // The third of the five shifts that are being claimed at that time.
    const winsBeforeCrash = 48
    let wins = 0
    let unavailable = 0
    let restarting: Promise<unknown> | undefined
    const outcomes = await race(hosts, everyClaim(fixture), (status) => {
      if (status === 200 && ++wins === winsBeforeCrash) postgres.crash()
      const isUnavailable = wins >= winsBeforeCrash && status === 503
      // By then every connection has received a 503.
      if (isUnavailable && ++unavailable === hosts.length * connections) restarting = postgres.restart()
    })
    await restarting
    expect(wins).toBe(100)
    await expectConsistentClaims(postgres.db, fixture, outcomes)

    // Repeating the successful claims changes nothing.
    const taken = outcomes.filter(({ status }) => status === 200)
    const again = await race(hosts, taken)
    expect(new Set(again.map(resultOf))).toEqual(new Set(taken.map(resultOf)))
    await expectConsistentClaims(postgres.db, fixture, outcomes)
  },
)
