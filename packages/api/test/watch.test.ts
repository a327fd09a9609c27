import {
  claimShift,
  listenForNotifications,
  listEligibleShifts,
  NotFoundError,
  releaseShift,
} from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { createLogger } from '../src/index.ts'
import type { EventWithId } from '../src/watch/event.ts'
import { createWatchHub, type WatchHub } from '../src/watch/hub.ts'
import { asServed } from './api.ts'
import { startDatabaseProxy } from './databaseProxy.ts'

const { db, directUrl } = await useTestDatabase()

const createHub = (listenUrl = directUrl) =>
  createWatchHub({
    read: asServed(db).read,
    listen: (options) => listenForNotifications(listenUrl, options),
    logger: createLogger('silent'),
  })
const hub = createHub()
afterAll(() => hub.close())

const ahead = { startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }

async function setUp() {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  return { nurse, clinic }
}

/** Watches like a new client, after the first event, which says to list. */
async function watch(nurse: { id: number }, at: WatchHub = hub) {
  const watched = await resume(nurse, undefined, at)
  await untilPublished(at)
  expect(watched.types()).toContain('refetch')
  watched.received.length = 0
  return watched
}

/** Watches like a client that reconnects. */
async function resume({ id }: { id: number }, lastEventId: string | undefined, at: WatchHub = hub) {
  const disconnect = new AbortController()
  onTestFinished(() => disconnect.abort())
  const received: EventWithId[] = []
  const events = await at.watch(id, { lastEventId, signal: disconnect.signal })
  const ended = (async () => {
    for await (const event of events) received.push(event)
  })()
  const types = () => received.map(([, event]) => event.type)
  return { received, types, ended, disconnect: () => disconnect.abort() }
}

/** A facility whose shifts only mark that everything before was received. */
const markerFacility = await makeFacility(db)

/** Waits until the hub has published all changes so far, by making one more change and waiting for its event. */
async function untilPublished(at: WatchHub = hub) {
  const nurse = await makeWorker(db)
  let id: number | undefined
  for await (const [, event] of await at.watch(nurse.id, { signal: undefined })) {
    if (event.type === 'refetch') ({ id } = await makeShift(db, { facilityId: markerFacility.id, ...ahead }))
    if (event.type === 'available' && event.shift.id === id) break
  }
}

const claim = (nurse: { id: number }, shift: { id: number }) =>
  claimShift(db, { workerId: nurse.id, shiftId: shift.id, principal: 'test', requestId: 'test' })
const release = (nurse: { id: number }, shift: { id: number }) =>
  releaseShift(db, { workerId: nurse.id, shiftId: shift.id, principal: 'test', requestId: 'test' })

test('sends events of a new shift, of its claim by somebody else and of its release', async () => {
  const { nurse, clinic } = await setUp()
  const { received } = await watch(nurse)
  const openShift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  const other = await makeWorker(db)
  await claim(other, openShift)
  await release(other, openShift)
  await untilPublished()
  const events = received
    .map(([, event]) => event)
    .filter((event) => event.type === 'gone' || isAbout(event, openShift))
  expect(events.at(-1)).toMatchObject({
    type: 'available',
    shift: { id: openShift.id, facility: { id: clinic.id } },
  })
  await claim(nurse, openShift)
  await expect.poll(() => received.at(-1)?.[1]).toEqual({ type: 'gone', shiftId: openShift.id })
})

const isAbout = (event: EventWithId[1], { id }: { id: number }) =>
  event.type === 'available' && event.shift.id === id

test('sends no events of shifts for which the worker is not eligible', async () => {
  const { nurse } = await setUp()
  const closed = await makeFacility(db, { isActive: false })
  const demanding = await makeFacility(db)
  await requireDocument(db, demanding, await makeDocument(db))
  const aides = await makeFacility(db)
  const { received } = await watch(nurse)
  for (const facility of [closed, demanding]) await makeShift(db, { facilityId: facility.id, ...ahead })
  await makeShift(db, { facilityId: aides.id, ...ahead, profession: 'CNA' })
  await untilPublished()
  const otherFacilities = [closed.id, demanding.id, aides.id]
  const facilities = received.flatMap(([, event]) =>
    event.type === 'available' ? [event.shift.facility.id] : [],
  )
  expect(facilities.filter((id) => otherFacilities.includes(id))).toEqual([])
  expect(received.filter(([, event]) => event.type !== 'available')).toEqual([])
})

test('sends refetch after a change of a document, a requirement or an active flag, only to workers it affects', async () => {
  const { nurse, clinic } = await setUp()
  const card = await makeDocument(db)
  const unaffected = await watch(await makeWorker(db, { profession: 'LVN', isActive: false }))
  const watched = await watch(nurse)
  const expectRefetch = async (work: () => Promise<unknown>) => {
    watched.received.length = 0
    await work()
    await expect.poll(watched.types).toContain('refetch')
  }
  await expectRefetch(() => requireDocument(db, clinic, card))
  await expectRefetch(() => giveDocument(db, nurse, card))
  await expectRefetch(() => db.execute(`update facility set is_active = false where id = ${clinic.id}`))
  await expectRefetch(() => db.execute(`update facility set is_active = true where id = ${clinic.id}`))
  await expectRefetch(() => db.execute(`update worker set is_active = false where id = ${nurse.id}`))
  await expectRefetch(() => db.execute(`update worker set is_active = true where id = ${nurse.id}`))
  watched.received.length = 0
  const openShift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => watched.received.some(([, event]) => isAbout(event, openShift))).toBe(true)
  await untilPublished()
  expect(unaffected.received).toEqual([])
})

test('sends refetch after a document was given or taken, also if it opens no facility', async () => {
  const { nurse } = await setUp()
  const card = await makeDocument(db)
  const { types, received } = await watch(nurse)
  await giveDocument(db, nurse, card)
  await expect.poll(types).toContain('refetch')
  received.length = 0
  await db.execute(`delete from document_worker where worker_id = ${nurse.id}`)
  await expect.poll(types).toContain('refetch')
})

test('sends documents after a change of what a document would add or of its name, without refetch', async () => {
  const { nurse, clinic } = await setUp()
  const [card, other] = [await makeDocument(db), await makeDocument(db)]
  await requireDocument(db, clinic, card)
  const inactive = await watch(await makeWorker(db, { isActive: false }))
  const { types, received } = await watch(nurse)
  const expectDocuments = async (work: () => Promise<unknown>) => {
    received.length = 0
    await work()
    await untilPublished()
    expect(types().filter((type) => type !== 'available' && type !== 'gone')).toEqual(['documents'])
  }
  await expectDocuments(() => requireDocument(db, clinic, other))
  await expectDocuments(() =>
    db.execute(
      `delete from facility_requirement where document_id = ${other.id} and facility_id = ${clinic.id}`,
    ),
  )
  await expectDocuments(() => db.execute(`update facility set is_active = false where id = ${clinic.id}`))
  await expectDocuments(() => db.execute(`update facility set name = 'Renamed' where id = ${clinic.id}`))
  expect(inactive.received).toEqual([])
  await expectDocuments(() => db.execute(`update document set name = 'Renamed' where id = ${card.id}`))
  expect(inactive.types()).toEqual(['documents'])
})

test('sends documents after the events of shifts that changed with it, with the id to continue from', async () => {
  const { nurse, clinic } = await setUp()
  const locked = await makeFacility(db)
  await requireDocument(db, locked, await makeDocument(db))
  const first = await watch(nurse)
  await db.transaction(async (transaction) => {
    await transaction.execute(
      `insert into shift (facility_id, profession, starts_at, ends_at)
       values (${clinic.id}, 'RN', '${ahead.startsAt}', '${ahead.endsAt}')`,
    )
    await transaction.execute(`update facility set name = 'Renamed' where id = ${locked.id}`)
  })
  await expect.poll(first.types).toContain('documents')
  expect(first.types()).toEqual(['available', 'documents'])
  const lastEventId = first.received.at(-1)?.[0]
  first.disconnect()
  await first.ended
  const again = await resume(nurse, lastEventId)
  const missed = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => again.received.some(([, event]) => isAbout(event, missed))).toBe(true)
  expect(again.types()).toEqual(['available'])
})

test("sends refetch to a client that missed a change of a document's name", async () => {
  const { nurse } = await setUp()
  const card = await makeDocument(db)
  await untilPublished()
  const position = hub.position()
  await db.execute(`update document set name = 'Renamed' where id = ${card.id}`)
  await untilPublished()
  const { types } = await resume(nurse, position)
  await expect.poll(types).toEqual(['refetch'])
})

test('sends events of the shifts of a facility that is newer than the watch', async () => {
  const { received } = await watch(await makeWorker(db))
  const clinic = await makeFacility(db)
  await untilPublished()
  const openShift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await untilPublished()
  expect(received.some(([, event]) => isAbout(event, openShift))).toBe(true)
})

test('sends events of a moved and of a removed shift', async () => {
  const { nurse, clinic } = await setUp()
  const closed = await makeFacility(db, { isActive: false })
  const openShift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  const { types, received } = await watch(nurse)
  await db.execute(`update shift set facility_id = ${closed.id} where id = ${openShift.id}`)
  await expect.poll(types).toContain('refetch')
  await db.execute(`update shift set facility_id = ${clinic.id} where id = ${openShift.id}`)
  await expect.poll(() => received.some(([, event]) => isAbout(event, openShift))).toBe(true)
  received.length = 0
  await db.execute(`delete from shift where id = ${openShift.id}`)
  await expect.poll(types).toContain('refetch')
})

test('continues after the last event that the client has received', async () => {
  const { nurse, clinic } = await setUp()
  const first = await watch(nurse)
  const seen = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => first.received.some(([, event]) => isAbout(event, seen))).toBe(true)
  const lastEventId = first.received.at(-1)?.[0] ?? ''
  first.disconnect()
  await first.ended
  const missed = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await untilPublished()
  const again = await resume(nurse, lastEventId)
  await expect.poll(() => again.received.some(([, event]) => isAbout(event, missed))).toBe(true)
  expect(again.types()).not.toContain('refetch')
  expect(again.received.some(([, event]) => isAbout(event, seen))).toBe(false)
})

test('a watch that starts while the last other one of its worker ends receives events', async () => {
  const { nurse, clinic } = await setUp()
  const colleague = await makeWorker(db)
  const first = await watch(nurse)
  const starting = Promise.all([resume(nurse, undefined), resume(colleague, undefined)])
  // The new watches are reading what their workers may see.
  await new Promise(setImmediate)
  first.disconnect()
  const [second] = await starting
  const openShift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => second.received.some(([, event]) => isAbout(event, openShift))).toBe(true)
})

test.each(['', 'nonsense', '00000000-0000-4000-8000-000000000000.3', 'x.-1'])(
  'sends refetch to a client that reconnects with an unknown event id: %j',
  async (lastEventId) => {
    const { nurse } = await setUp()
    const { types } = await resume(nurse, lastEventId)
    await expect.poll(types).toEqual(['refetch'])
  },
)

test('sends refetch to a client that missed a change which is not in the history', async () => {
  const { nurse, clinic } = await setUp()
  const first = await watch(nurse)
  const seen = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => first.received.some(([, event]) => isAbout(event, seen))).toBe(true)
  const lastEventId = first.received.at(-1)?.[0]
  first.disconnect()
  await first.ended
  await giveDocument(db, nurse, await makeDocument(db))
  await untilPublished()
  const again = await resume(nurse, lastEventId)
  await expect.poll(again.types).toEqual(['refetch'])
})

test('sends refetch after the listener lost its connection', async () => {
  const { nurse, clinic } = await setUp()
  const { types, received } = await watch(nurse)
  await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'open-shifts listener'`,
  )
  await expect.poll(types, { timeout: 10_000 }).toContain('refetch')
  const openShift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => received.some(([, event]) => isAbout(event, openShift))).toBe(true)
})

test('a reader that is too slow gets refetch instead of a long queue', async () => {
  const { nurse, clinic } = await setUp()
  const events = (await hub.watch(nurse.id, { signal: undefined }))[Symbol.asyncIterator]()
  await untilPublished()
  await events.next()
  await db.execute(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${clinic.id}, 'RN', '2100-12-01T14:00Z', '2100-12-01T22:00Z' from generate_series(1, 450)`)
  await untilPublished()
  const { value } = await events.next()
  expect(value?.[1]).toEqual({ type: 'refetch' })
  await events.return?.()
})

test('counts the clients that watch, and no longer those that have disconnected', async () => {
  const otherHub = createHub()
  const { nurse } = await setUp()
  const [one, two] = [await watch(nurse, otherHub), await watch(nurse, otherHub)]
  expect(otherHub.watching()).toBe(2)
  one.disconnect()
  await one.ended
  expect(otherHub.watching()).toBe(1)
  otherHub.close()
  await expect(two.ended).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  expect(otherHub.watching()).toBe(0)
})

test('a client that disconnects before its watch starts causes no query', async () => {
  const events = await hub.watch(2_147_483_647, { signal: AbortSignal.abort() })
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('an unknown worker cannot watch', async () => {
  await expect(hub.watch(2_147_483_647, { signal: undefined })).rejects.toThrow(NotFoundError)
})

test('a listing to which the events are applied equals a new listing, whatever changes', async () => {
  const { nurse, clinic } = await setUp()
  const { received } = await watch(nurse)
  const list = async () =>
    new Set(
      (await listEligibleShifts(db, { workerId: nurse.id, facilityIds: [clinic.id], limit: 500 })).map(
        ({ id }) => id,
      ),
    )
  const shifts = await Promise.all(
    Array.from({ length: 30 }, () => makeShift(db, { facilityId: clinic.id, ...ahead })),
  )
  const otherWorkers = await Promise.all(Array.from({ length: 30 }, () => makeWorker(db)))
  await Promise.all(shifts.map((shift, n) => claim(otherWorkers[n] ?? nurse, shift)))
  await Promise.all(shifts.slice(0, 10).map((shift, n) => release(otherWorkers[n] ?? nurse, shift)))
  await untilPublished()
  const known = new Set<number>()
  for (const [, event] of received) {
    if (event.type === 'available' && event.shift.facility.id === clinic.id) known.add(event.shift.id)
    if (event.type === 'gone') known.delete(event.shiftId)
  }
  expect(known).toEqual(await list())
  expect(known.size).toBe(10)
})

test('a watch from the position of a listing misses nothing, and gets no refetch', async () => {
  const { nurse, clinic } = await setUp()
  await untilPublished()
  const position = hub.position()
  const shift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  const { received } = await resume(nurse, position)
  await expect.poll(() => received.at(-1)?.[1]).toMatchObject({ type: 'available', shift: { id: shift.id } })
  expect(received.map(([, { type }]) => type)).not.toContain('refetch')
})

test('sends events by the new scope of each watcher after everything has changed', async () => {
  const { nurse, clinic } = await setUp()
  await requireDocument(db, clinic, await makeDocument(db))
  const other = await makeWorker(db, { profession: 'LVN' })
  const [first, second] = [await watch(nurse), await watch(other)]
  await db.execute('truncate facility_requirement')
  await expect.poll(first.types, { timeout: 10_000 }).toContain('refetch')
  const [forNurse, forOther] = [
    await makeShift(db, { facilityId: clinic.id, ...ahead }),
    await makeShift(db, { facilityId: clinic.id, ...ahead, profession: 'LVN' }),
  ]
  await untilPublished()
  expect(first.received.some(([, event]) => isAbout(event, forNurse))).toBe(true)
  expect(first.received.some(([, event]) => isAbout(event, forOther))).toBe(false)
  expect(second.received.some(([, event]) => isAbout(event, forOther))).toBe(true)
})

test('many watches that start amid changes are told to list at once, and miss nothing afterwards', async () => {
  const clinic = await makeFacility(db)
  const nurses = await Promise.all(Array.from({ length: 40 }, () => makeWorker(db)))
  const shifts = await Promise.all(
    Array.from({ length: 20 }, () => makeShift(db, { facilityId: clinic.id, ...ahead })),
  )
  await untilPublished()
  const others = await Promise.all(shifts.map(() => makeWorker(db)))
  const [watched] = await Promise.all([
    Promise.all(nurses.map((nurse) => resume(nurse, undefined))),
    Promise.all(shifts.map((shift, n) => claim(others[n] ?? shift, shift))),
  ])
  for (const { types } of watched) expect(types()[0]).toBe('refetch')
  await untilPublished()
  for (const { received } of watched) {
    // What was claimed before the refetch is not in a list that was made after it.
    const listed = received.findLastIndex(([, { type }]) => type === 'refetch')
    const gone = received.slice(listed).flatMap(([, event]) => (event.type === 'gone' ? event.shiftId : []))
    expect(new Set(gone).size).toBe(gone.length)
    const [position] = received[listed] ?? ['']
    const again = await resume(nurses[0] ?? clinic, position)
    await untilPublished()
    const replayed = again.received.flatMap(([, event]) => (event.type === 'gone' ? event.shiftId : []))
    expect(gone).toEqual(replayed)
    again.disconnect()
  }
})

test('refuses only the unknown worker when many watches start at once', async () => {
  const nurses = await Promise.all(Array.from({ length: 5 }, () => makeWorker(db)))
  const ids = [...nurses.map(({ id }) => id), 2_147_483_647, ...nurses.map(({ id }) => id)]
  const disconnect = new AbortController()
  onTestFinished(() => disconnect.abort())
  const watches = await Promise.allSettled(ids.map((id) => hub.watch(id, { signal: disconnect.signal })))
  expect(watches.map(({ status }) => status)).toEqual(
    ids.map((id) => (id === 2_147_483_647 ? 'rejected' : 'fulfilled')),
  )
})

const refused = { code: 'SERVICE_UNAVAILABLE' }

test('ends every watch while the listener is disconnected, refuses new ones, and sends refetch afterwards', async () => {
  const proxy = await startDatabaseProxy(directUrl)
  const otherHub = createHub(proxy.url)
  onTestFinished(async () => {
    otherHub.close()
    await proxy.stop()
  })
  const { nurse, clinic } = await setUp()
  const watched = await watch(nurse, otherHub)
  const seen = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => watched.received.some(([, event]) => isAbout(event, seen))).toBe(true)
  expect(await otherHub.isListening()).toBe(true)

  await proxy.stop()
  await expect(watched.ended).rejects.toMatchObject(refused)
  expect(otherHub.watching()).toBe(0)
  expect(await otherHub.isListening()).toBe(false)
  await expect(otherHub.watch(nurse.id, { signal: undefined })).rejects.toMatchObject(refused)
  await makeShift(db, { facilityId: clinic.id, ...ahead })

  await proxy.resume()
  await expect.poll(() => otherHub.isListening(), { timeout: 10_000 }).toBe(true)
  const again = await resume(nurse, watched.received.at(-1)?.[0], otherHub)
  await expect.poll(again.types).toContain('refetch')
})

test('refuses watches if the listener has never connected', async () => {
  const proxy = await startDatabaseProxy(directUrl)
  await proxy.stop()
  const otherHub = createHub(proxy.url)
  onTestFinished(() => otherHub.close())
  const { nurse } = await setUp()
  await expect(otherHub.watch(nurse.id, { signal: undefined })).rejects.toMatchObject(refused)
  expect(await otherHub.isListening()).toBe(false)
})

test('ends every watch when the listener’s connection hangs', { timeout: 60_000 }, async () => {
  const proxy = await startDatabaseProxy(directUrl)
  const otherHub = createHub(proxy.url)
  onTestFinished(async () => {
    otherHub.close()
    await proxy.stop()
  })
  const { nurse } = await setUp()
  const watched = await watch(nurse, otherHub)
  proxy.hang()
  await expect(watched.ended).rejects.toMatchObject(refused)
  await proxy.resume()
  await expect.poll(() => otherHub.isListening(), { timeout: 20_000 }).toBe(true)
})
