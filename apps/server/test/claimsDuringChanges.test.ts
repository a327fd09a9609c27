import { setTimeout as delay } from 'node:timers/promises'
import { makeFacility, requireDocument, makeDocument } from '@shifts/testing'
import type { Database } from '@shifts/db'
import { expect, onTestFinished, test } from 'vitest'
import { startHost } from './hostProcess.ts'
import { startAdministrator, type Administered } from './race/administrator.ts'
import { sendClaim, type Claim } from './race/claim.ts'
import { startFlakyProxy } from './race/flakyProxy.ts'
import { checkClaims, readHistory, recordHistory } from './race/history.ts'
import { startCrashablePostgres } from './race/crashablePostgres.ts'
import { createRandom, type Random } from './race/random.ts'
import { restRequest, trpcRequest } from './testServer.ts'
import { workerToken } from './tokens.ts'

/** How many claims and releases must be acknowledged. Set CLAIM_OPERATIONS for a longer run. */
const operations = Number(process.env.CLAIM_OPERATIONS ?? 300)
const connectionsPerHost = 12
const timeout = { timeout: 240_000 + operations * 100 }

async function makeFixture(db: Database<'primary'>): Promise<Administered> {
  const facilities = [await makeFacility(db), await makeFacility(db), await makeFacility(db)]
  const documents = [await makeDocument(db), await makeDocument(db), await makeDocument(db)]
  const [card] = documents
  if (card) for (const facility of facilities) await requireDocument(db, facility, card)
  const facilityIds = facilities.map(({ id }) => id)
  const documentIds = documents.map(({ id }) => id)
  const workers = await db.execute<{ id: number }>(
    `insert into worker (name, profession) select 'Nurse ' || n, 'RN' from generate_series(1, 24) n returning id`,
  )
  const shifts = await db.execute<{ id: number }>(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select facility_id, 'RN', starts_at, starts_at + interval '8 hours'
    from unnest(array[${facilityIds.join()}]) facility_id, generate_series(0, 39) day,
      lateral (select '2100-01-01 06:00Z'::timestamptz + day * interval '1 day') at (starts_at)
    returning id`)
  await db.execute(`
    insert into document_worker select worker.id, document_id from worker, unnest(array[${documentIds.join()}]) document_id`)
  return {
    facilityIds,
    documentIds,
    workerIds: workers.rows.map(({ id }) => id),
    shiftIds: shifts.rows.map(({ id }) => id),
  }
}

/** A PostgreSQL that the test can crash, and that records when each transaction was committed. */
async function startPostgres() {
  const postgres = await startCrashablePostgres({ durable: false })
  await postgres.db.execute('alter system set track_commit_timestamp = on')
  postgres.crash()
  await postgres.restart()
  return postgres
}

type Acknowledged = Pick<Claim, 'workerId' | 'shiftId' | 'procedure'> & { claimedAt: string }

/** Claims and releases random shifts until `operations` were acknowledged. */
async function claimAndRelease(
  hosts: readonly { url: string }[],
  { workerIds, shiftIds }: Administered,
  { random, pick }: Random,
  onAcknowledged: (count: number) => void,
) {
  const acknowledged: Acknowledged[] = []
  const statuses = new Map<number, number>()
  const tokens = new Map(await Promise.all(workerIds.map(async (id) => [id, await workerToken(id)] as const)))

  async function claimUntilDecided(url: string, claim: Claim) {
    for (;;) {
      const response = await sendClaim(url, claim)
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
      if (response.status === 500) throw new Error(`Request ${response.requestId} failed with 500.`)
      if (response.status !== 503) return response
      // Sooner than Retry-After, so that more requests are sent during the outage.
      await delay(50)
    }
  }

  const acknowledge = (operation: Acknowledged) => onAcknowledged(acknowledged.push(operation))

  async function connection(url: string): Promise<void> {
    while (acknowledged.length < operations) {
      const [workerId, shiftId] = [pick(workerIds), pick(shiftIds)]
      const write = random() < 0.5 ? restRequest : trpcRequest
      const racer = { workerId, shiftId, token: tokens.get(workerId) ?? '', isEligible: true, write }
      const claimed = await claimUntilDecided(url, racer)
      const { claimedAt } = claimed
      if (claimed.status !== 200 || !claimedAt) continue
      acknowledge({ workerId, shiftId, procedure: 'shift.claim', claimedAt })
      if (random() < 0.1) continue
      const released = await claimUntilDecided(url, { ...racer, procedure: 'shift.release' })
      if (released.status === 200) acknowledge({ workerId, shiftId, procedure: 'shift.release', claimedAt })
    }
  }
  await Promise.all(
    hosts.flatMap(({ url }) => Array.from({ length: connectionsPerHost }, () => connection(url))),
  )
  return { acknowledged, statuses }
}

interface Event {
  shiftId: number
  workerId: number
  action: 'claim' | 'release'
  at: string
}

/** As the API writes an instant. */
const instant = (column: string) => `replace(replace(${column}::text, ' ', 'T'), '+00', 'Z')`

test(
  'no claim is lost, duplicated or against the rule, whatever an administrator changes and whatever connection breaks',
  timeout,
  async () => {
    const random = createRandom(20_261_128)
    const postgres = await startPostgres()
    const { db } = postgres
    await recordHistory(db)
    const fixture = await makeFixture(db)
    const url = await startFlakyProxy(postgres.url, random.random)
    const hosts = await Promise.all(
      [0, 1].map(() => startHost({ url, directUrl: postgres.url }, { RATE_LIMIT_PER_MINUTE: '1000000000' })),
    )
    onTestFinished(async () => {
      for (const host of hosts) host.kill('SIGKILL')
      await Promise.all(hosts.map(({ exited }) => exited))
    })
    const administrator = startAdministrator(postgres.ownerUrl, createRandom(1), fixture)

    const crashesAt = [Math.floor(operations / 3), Math.floor((operations * 2) / 3)]
    let restarting: Promise<unknown> = Promise.resolve()
    const { acknowledged, statuses } = await claimAndRelease(hosts, fixture, random, (count) => {
      if (!crashesAt.includes(count)) return
      postgres.crash()
      restarting = postgres.restart()
    })
    await restarting
    const changes = await administrator.stop()

    const history = await readHistory(db)
    const { claims, wrong } = checkClaims(history)
    const { rows: events } = await db.execute<Event & Record<string, unknown>>(`
      select shift_id as "shiftId", worker_id as "workerId", action, ${instant('happened_at')} as at
      from claim_event order by id`)
    if (process.env.CLAIM_OPERATIONS !== undefined)
      console.log({
        acknowledged: acknowledged.length,
        claims,
        releases: events.length - claims,
        changes,
        statuses: Object.fromEntries(statuses),
      })

    expect([...statuses.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([])
    expect(wrong).toEqual([])
    expect(missingEvents(acknowledged, events)).toEqual([])
    expect(eventsOutOfOrder(events)).toEqual([])
    expect(events.filter(({ action }) => action === 'claim')).toHaveLength(claims)
    const { rows: shifts } = await db.execute(`
      select id, worker_id as "workerId", ${instant('claimed_at')} as at from shift where worker_id is not null order by id`)
    expect(shifts).toEqual(claimedShiftsAfter(events))
    expect(changes).toBeGreaterThan(0)
  },
)

/** Acknowledged operations that have no event. */
function missingEvents(acknowledged: readonly Acknowledged[], events: readonly Event[]): Acknowledged[] {
  const key = ({ shiftId, workerId }: Pick<Event, 'shiftId' | 'workerId'>) => `${shiftId} ${workerId}`
  const claims = new Set(
    events.flatMap((event) => (event.action === 'claim' ? [`${key(event)} ${event.at}`] : [])),
  )
  const releases = new Map(
    events.flatMap((event) => (event.action === 'release' ? [[key(event), Date.parse(event.at)]] : [])),
  )
  return acknowledged.filter((operation) => {
    if (operation.procedure === 'shift.claim') return !claims.has(`${key(operation)} ${operation.claimedAt}`)
    const lastRelease = releases.get(key(operation))
    return lastRelease === undefined || lastRelease < Date.parse(operation.claimedAt)
  })
}

/** Events of a shift that do not alternate: a claim by a worker, then a release by the same worker. */
function eventsOutOfOrder(events: readonly Event[]): Event[] {
  const claimants = new Map<number, number>()
  return events.filter(({ shiftId, workerId, action }) => {
    const claimant = claimants.get(shiftId)
    if (action === 'claim') claimants.set(shiftId, workerId)
    else claimants.delete(shiftId)
    return action === 'claim' ? claimant !== undefined : claimant !== workerId
  })
}

/** The claimed shifts after all events. */
function claimedShiftsAfter(events: readonly Event[]) {
  const claimed = new Map<number, { id: number; workerId: number; at: string }>()
  for (const { shiftId, workerId, action, at } of events) {
    if (action === 'claim') claimed.set(shiftId, { id: shiftId, workerId, at })
    else claimed.delete(shiftId)
  }
  return [...claimed.values()].toSorted((a, b) => a.id - b.id)
}
