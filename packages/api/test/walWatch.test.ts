import { claimShift, followWal, releaseShift, type Change } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useLogicalDatabase,
} from '@shifts/testing'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createLogger } from '../src/index.ts'
import type { EventWithId } from '../src/watch/event.ts'
import { createWatchHub, type WatchHub } from '../src/watch/hub.ts'
import { asServed } from './api.ts'

const { db, directUrl } = await useLogicalDatabase('wal')

const startHost = (read = asServed(db).read) =>
  createWatchHub({
    read,
    listen: (options) => followWal(() => ({ url: directUrl }), options),
    logger: createLogger('silent'),
  })
const [hostA, hostB] = [startHost(), startHost()]
afterAll(() => [hostA, hostB].forEach((host) => host.close()))

const startsAt = '2100-12-01T14:00:00Z'

/** Watches like a client that reconnects. */
async function resume(host: WatchHub, { id }: { id: number }, lastEventId?: string) {
  const disconnect = new AbortController()
  onTestFinished(() => disconnect.abort())
  const received: EventWithId[] = []
  const events = await host.watch(id, { lastEventId, signal: disconnect.signal })
  const ended = (async () => {
    for await (const event of events) received.push(event)
  })()
  async function stop() {
    disconnect.abort()
    await ended
  }
  /** The last event for each shift, and events of other kinds. */
  const told = () =>
    received.map(([, event]) =>
      event.type === 'available' ? event.shift.id : event.type === 'gone' ? -event.shiftId : event.type,
    )
  return { received, told, stop }
}

/** Watches like a new client, after the first event, which says to list. */
async function watch(host: WatchHub, nurse: { id: number }) {
  const watched = await resume(host, nurse)
  await expect.poll(watched.told).toContain('refetch')
  watched.received.length = 0
  return watched
}

/** Their shifts only mark that everything before was received. */
const markerFacility = await makeFacility(db)

/** Waits until the hosts have published all changes so far. */
async function untilPublished() {
  const nurse = await makeWorker(db, { profession: 'LVN' })
  const watched = await Promise.all([hostA, hostB].map((host) => watch(host, nurse)))
  const { id } = await makeShift(db, { facilityId: markerFacility.id, profession: 'LVN', startsAt })
  for (const { told } of watched) await expect.poll(told).toContain(id)
  await Promise.all(watched.map(({ stop }) => stop()))
}

const request = { principal: 'test', requestId: 'test' }

test('a new shift, its claim, its release, a requirement and a document are told', async () => {
  const [nurse, other, clinic, card] = [
    await makeWorker(db),
    await makeWorker(db),
    await makeFacility(db),
    await makeDocument(db),
  ]
  await untilPublished()
  const { told, received } = await watch(hostA, nurse)
  const { id } = await makeShift(db, { facilityId: clinic.id, startsAt })
  await expect.poll(() => told().at(-1)).toBe(id)
  await claimShift(db, { workerId: other.id, shiftId: id, ...request })
  await expect.poll(() => told().at(-1)).toBe(-id)
  await releaseShift(db, { workerId: other.id, shiftId: id, ...request })
  await expect.poll(() => told().at(-1)).toBe(id)
  received.length = 0
  await requireDocument(db, clinic, card)
  await expect.poll(told).toContain('refetch')
  received.length = 0
  await giveDocument(db, nurse, card)
  await expect.poll(told).toContain('refetch')
})

test('a client that reconnects to another host gets exactly what it missed', async () => {
  const [nurse, clinic] = [await makeWorker(db), await makeFacility(db)]
  await untilPublished()
  const before = await watch(hostA, nurse)
  const seen = await makeShift(db, { facilityId: clinic.id, startsAt })
  await expect.poll(before.told).toEqual([seen.id])
  const lastEventId = before.received.at(-1)?.[0]
  expect(lastEventId).toMatch(/^1\.[\dA-F]{8}\/[\dA-F]{8}$/)
  await before.stop()
  const missed = await makeShift(db, { facilityId: clinic.id, startsAt })
  await untilPublished()

  const after = await resume(hostB, nurse, lastEventId)
  await expect.poll(after.told).toEqual([missed.id])
  const next = await makeShift(db, { facilityId: clinic.id, startsAt })
  await expect.poll(after.told).toEqual([missed.id, next.id])
})

test.each(['1.0/1', '2.0/1', '1.FFFFFFFF/FFFFFFFF', '00000000-0000-4000-8000-000000000000.3'])(
  'a client that reconnects with an id that the host does not know lists again: %s',
  async (lastEventId) => {
    const { told } = await resume(hostB, await makeWorker(db), lastEventId)
    await expect.poll(told).toEqual(['refetch'])
  },
)

/** Claims a shift while its commit waits for a standby that does not confirm: it is in the log, but queries do not see it yet. */
async function claimWithoutStandby(claim: { workerId: number; shiftId: number }) {
  const decoded: Change[] = []
  const listening = new AbortController()
  onTestFinished(() => listening.abort())
  void followWal(() => ({ url: directUrl }), {
    signal: listening.signal,
    onChange: (change) => decoded.push(change),
    onError: () => {},
  })
  await expect.poll(() => decoded.at(0)).toMatchObject({ everything: true })

  const setStandby = async (name: string) => {
    await db.execute(`alter system set synchronous_standby_names = '${name}'`)
    await db.execute('select pg_reload_conf()')
    await expect
      .poll(() => db.execute('show synchronous_standby_names').then(({ rows }) => rows))
      .toEqual([{ synchronous_standby_names: name }])
  }
  onTestFinished(() => setStandby(''))
  await setStandby('missing')
  // Commits wait only once the checkpointer has applied the setting, which is later than sessions show it.
  const isCommitWaiting = async () => {
    void db.execute(`select pg_logical_emit_message(true, 'test', '')`).catch(() => {})
    const { rowCount } = await db.execute(`select from pg_stat_activity where wait_event = 'SyncRep'`)
    return rowCount !== 0
  }
  await expect.poll(isCommitWaiting).toBe(true)
  const claiming = claimShift(db, { ...claim, ...request })
  await expect.poll(() => decoded.some(({ shiftIds }) => shiftIds?.includes(claim.shiftId))).toBe(true)
  return {
    async confirm() {
      await setStandby('')
      await claiming
    },
  }
}

/** Each watch starts after a batch was tried. */
async function untilTriedOften(host: WatchHub, nurse: { id: number }) {
  for (let n = 0; n < 5; n++) await (await watch(host, nurse)).stop()
}

test('a claim is told only when queries see it, although it is in the log before', async () => {
  const [nurse, clinic] = [await makeWorker(db), await makeFacility(db)]
  const shift = await makeShift(db, { facilityId: clinic.id, startsAt })
  await untilPublished()
  const { told } = await watch(hostA, nurse)
  const claim = await claimWithoutStandby({ workerId: nurse.id, shiftId: shift.id })
  await untilTriedOften(hostA, nurse)
  expect(told()).toEqual([])

  await claim.confirm()
  await expect.poll(told).toEqual([-shift.id])
})

test('after a read has failed, clients list again only when queries see the claim', async () => {
  const [nurse, clinic] = [await makeWorker(db), await makeFacility(db)]
  const shift = await makeShift(db, { facilityId: clinic.id, startsAt })
  await untilPublished()
  const { read } = asServed(db)
  let fails = false
  let failures = 0
  const host = startHost((run) => {
    if (fails) failures++
    return fails ? Promise.reject(new Error('The server is away.')) : read(run)
  })
  onTestFinished(() => host.close())
  const { told } = await watch(host, nurse)
  fails = true
  const claim = await claimWithoutStandby({ workerId: nurse.id, shiftId: shift.id })
  await expect.poll(() => failures).toBeGreaterThan(0)
  fails = false
  await untilTriedOften(host, nurse)
  expect(told()).toEqual([])

  await claim.confirm()
  await expect.poll(told).toEqual(['refetch'])
})
