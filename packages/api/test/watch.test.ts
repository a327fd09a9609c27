import { claimShift, listenForChanges, listEligibleShifts, NotFoundError, releaseShift } from '@shifts/db'
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
import type { NumberedEvent } from '../src/watch/event.ts'
import { createWatchHub, type WatchHub } from '../src/watch/hub.ts'
import { asServed } from './api.ts'
import { startDatabaseProxy } from './databaseProxy.ts'

const { db, directUrl } = await useTestDatabase()

const openHub = (listenUrl = directUrl) =>
  createWatchHub({
    db: asServed(db),
    listen: (options) => listenForChanges(listenUrl, options),
    logger: createLogger('silent'),
  })
const hub = openHub()
afterAll(() => hub.close())

const ahead = { startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }

async function setUp() {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  return { nurse, clinic }
}

/** Watches as a client does that begins: it was told to list, and did. */
async function watch(nurse: { id: number }, at: WatchHub = hub) {
  const watched = await resume(nurse, undefined, at)
  await settle(at)
  expect(watched.types()).toContain('refetch')
  watched.received.length = 0
  return watched
}

/** Watches as a client does that was away. */
async function resume({ id }: { id: number }, lastEventId: string | undefined, at: WatchHub = hub) {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const received: NumberedEvent[] = []
  const events = await at.watch(id, { lastEventId, signal: leaving.signal })
  const ended = (async () => {
    for await (const event of events) received.push(event)
  })()
  const types = () => received.map(([, event]) => event.type)
  return { received, types, ended, leave: () => leaving.abort() }
}

/** Where shifts are only posted to see that everything before was received. */
const crossroads = await makeFacility(db)

/** Waits until the hub has told everything that has happened so far, by having it tell one thing more. */
async function settle(at: WatchHub = hub) {
  const nurse = await makeWorker(db)
  let id: number | undefined
  for await (const [, event] of await at.watch(nurse.id, { signal: undefined })) {
    if (event.type === 'refetch') ({ id } = await makeShift(db, { facilityId: crossroads.id, ...ahead }))
    if (event.type === 'available' && event.shift.id === id) break
  }
}

const claim = (nurse: { id: number }, shift: { id: number }) =>
  claimShift(db, { workerId: nurse.id, shiftId: shift.id, principal: 'test', requestId: 'test' })
const release = (nurse: { id: number }, shift: { id: number }) =>
  releaseShift(db, { workerId: nurse.id, shiftId: shift.id, principal: 'test', requestId: 'test' })

test('tells of a new shift, of its claim by somebody else and of its release', async () => {
  const { nurse, clinic } = await setUp()
  const { received } = await watch(nurse)
  const open = await makeShift(db, { facilityId: clinic.id, ...ahead })
  const other = await makeWorker(db)
  await claim(other, open)
  await release(other, open)
  await settle()
  const events = received
    .map(([, event]) => event)
    .filter((event) => event.type === 'gone' || isAbout(event, open))
  expect(events.at(-1)).toMatchObject({
    type: 'available',
    shift: { id: open.id, facility: { id: clinic.id } },
  })
  await claim(nurse, open)
  await expect.poll(() => received.at(-1)?.[1]).toEqual({ type: 'gone', shiftId: open.id })
})

const isAbout = (event: NumberedEvent[1], { id }: { id: number }) =>
  event.type === 'available' && event.shift.id === id

test('tells nothing of what is no concern of the worker', async () => {
  const { nurse } = await setUp()
  const closed = await makeFacility(db, { isActive: false })
  const demanding = await makeFacility(db)
  await requireDocument(db, demanding, await makeDocument(db))
  const aides = await makeFacility(db)
  const { received } = await watch(nurse)
  for (const facility of [closed, demanding]) await makeShift(db, { facilityId: facility.id, ...ahead })
  await makeShift(db, { facilityId: aides.id, ...ahead, profession: 'CNA' })
  await settle()
  const elsewhere = [closed.id, demanding.id, aides.id]
  const facilities = received.flatMap(([, event]) =>
    event.type === 'available' ? [event.shift.facility.id] : [],
  )
  expect(facilities.filter((id) => elsewhere.includes(id))).toEqual([])
  expect(received.filter(([, event]) => event.type !== 'available')).toEqual([])
})

test('tells to list anew what a document, a requirement or a switch has changed, and whom it concerns alone', async () => {
  const { nurse, clinic } = await setUp()
  const card = await makeDocument(db)
  const bystander = await watch(await makeWorker(db, { profession: 'LVN', isActive: false }))
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
  const open = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => watched.received.some(([, event]) => isAbout(event, open))).toBe(true)
  await settle()
  expect(bystander.received).toEqual([])
})

test('tells of the shifts of a facility that is newer than the watch', async () => {
  const { received } = await watch(await makeWorker(db))
  const clinic = await makeFacility(db)
  await settle()
  const open = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await settle()
  expect(received.some(([, event]) => isAbout(event, open))).toBe(true)
})

test('tells of a moved and of a removed shift', async () => {
  const { nurse, clinic } = await setUp()
  const closed = await makeFacility(db, { isActive: false })
  const open = await makeShift(db, { facilityId: clinic.id, ...ahead })
  const { types, received } = await watch(nurse)
  await db.execute(`update shift set facility_id = ${closed.id} where id = ${open.id}`)
  await expect.poll(types).toContain('refetch')
  await db.execute(`update shift set facility_id = ${clinic.id} where id = ${open.id}`)
  await expect.poll(() => received.some(([, event]) => isAbout(event, open))).toBe(true)
  received.length = 0
  await db.execute(`delete from shift where id = ${open.id}`)
  await expect.poll(types).toContain('refetch')
})

test('goes on after the last event that the client has seen', async () => {
  const { nurse, clinic } = await setUp()
  const first = await watch(nurse)
  const seen = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => first.received.some(([, event]) => isAbout(event, seen))).toBe(true)
  const lastEventId = first.received.at(-1)?.[0] ?? ''
  first.leave()
  await first.ended
  const missed = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await settle()
  const again = await resume(nurse, lastEventId)
  await expect.poll(() => again.received.some(([, event]) => isAbout(event, missed))).toBe(true)
  expect(again.types()).not.toContain('refetch')
  expect(again.received.some(([, event]) => isAbout(event, seen))).toBe(false)
})

test.each(['', 'nonsense', '00000000-0000-4000-8000-000000000000.3', 'x.-1'])(
  'tells to list anew who comes back with what is not known here: %j',
  async (lastEventId) => {
    const { nurse } = await setUp()
    const { types } = await resume(nurse, lastEventId)
    await expect.poll(types).toEqual(['refetch'])
  },
)

test('tells to list anew who missed a change that cannot be told again', async () => {
  const { nurse, clinic } = await setUp()
  const first = await watch(nurse)
  const seen = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => first.received.some(([, event]) => isAbout(event, seen))).toBe(true)
  const lastEventId = first.received.at(-1)?.[0]
  first.leave()
  await first.ended
  await giveDocument(db, nurse, await makeDocument(db))
  await settle()
  const again = await resume(nurse, lastEventId)
  await expect.poll(again.types).toEqual(['refetch'])
})

test('tells to list anew when the connection that listens was lost', async () => {
  const { nurse, clinic } = await setUp()
  const { types, received } = await watch(nurse)
  await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'open-shifts listener'`,
  )
  await expect.poll(types, { timeout: 10_000 }).toContain('refetch')
  const open = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => received.some(([, event]) => isAbout(event, open))).toBe(true)
})

test('a reader that is too slow for all of it is told to list anew, and holds little', async () => {
  const { nurse, clinic } = await setUp()
  const events = (await hub.watch(nurse.id, { signal: undefined }))[Symbol.asyncIterator]()
  await settle()
  await events.next()
  await db.execute(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${clinic.id}, 'RN', '2100-12-01T14:00Z', '2100-12-01T22:00Z' from generate_series(1, 450)`)
  await settle()
  const { value } = await events.next()
  expect(value?.[1]).toEqual({ type: 'refetch' })
  await events.return?.()
})

test('counts who watches, and forgets who has left', async () => {
  const own = openHub()
  const { nurse } = await setUp()
  const [one, two] = [await watch(nurse, own), await watch(nurse, own)]
  expect(own.watching()).toBe(2)
  one.leave()
  await one.ended
  expect(own.watching()).toBe(1)
  own.close()
  await expect(two.ended).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
  expect(own.watching()).toBe(0)
})

test('who has left before its turn came is not looked for any more', async () => {
  const events = await hub.watch(2_147_483_647, { signal: AbortSignal.abort() })
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('an unknown worker cannot watch', async () => {
  await expect(hub.watch(2_147_483_647, { signal: undefined })).rejects.toThrow(NotFoundError)
})

test('what is watched equals what is listed, whatever happens', async () => {
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
  const rivals = await Promise.all(Array.from({ length: 30 }, () => makeWorker(db)))
  await Promise.all(shifts.map((shift, n) => claim(rivals[n] ?? nurse, shift)))
  await Promise.all(shifts.slice(0, 10).map((shift, n) => release(rivals[n] ?? nurse, shift)))
  await settle()
  const known = new Set<number>()
  for (const [, event] of received) {
    if (event.type === 'available' && event.shift.facility.id === clinic.id) known.add(event.shift.id)
    if (event.type === 'gone') known.delete(event.shiftId)
  }
  expect(known).toEqual(await list())
  expect(known.size).toBe(10)
})

test('misses nothing between a listing and the watch that goes on from there, and is not told to list anew', async () => {
  const { nurse, clinic } = await setUp()
  await settle()
  const position = hub.position()
  const shift = await makeShift(db, { facilityId: clinic.id, ...ahead })
  const { received } = await resume(nurse, position)
  await expect.poll(() => received.at(-1)?.[1]).toMatchObject({ type: 'available', shift: { id: shift.id } })
  expect(received.map(([, { type }]) => type)).not.toContain('refetch')
})

test('tells each watcher by its new scope after everything has changed', async () => {
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
  await settle()
  expect(first.received.some(([, event]) => isAbout(event, forNurse))).toBe(true)
  expect(first.received.some(([, event]) => isAbout(event, forOther))).toBe(false)
  expect(second.received.some(([, event]) => isAbout(event, forOther))).toBe(true)
})

test('refuses an unknown worker alone when many begin to watch at once', async () => {
  const nurses = await Promise.all(Array.from({ length: 5 }, () => makeWorker(db)))
  const ids = [...nurses.map(({ id }) => id), 2_147_483_647, ...nurses.map(({ id }) => id)]
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const watches = await Promise.allSettled(ids.map((id) => hub.watch(id, { signal: leaving.signal })))
  expect(watches.map(({ status }) => status)).toEqual(
    ids.map((id) => (id === 2_147_483_647 ? 'rejected' : 'fulfilled')),
  )
})

const refused = { code: 'SERVICE_UNAVAILABLE' }

test('ends every watch when the listener stays away, refuses new ones, and tells to list anew after that', async () => {
  const proxy = await startDatabaseProxy(directUrl)
  const own = openHub(proxy.url)
  onTestFinished(async () => {
    own.close()
    await proxy.stop()
  })
  const { nurse, clinic } = await setUp()
  const watched = await watch(nurse, own)
  const seen = await makeShift(db, { facilityId: clinic.id, ...ahead })
  await expect.poll(() => watched.received.some(([, event]) => isAbout(event, seen))).toBe(true)
  expect(await own.isListening()).toBe(true)

  await proxy.stop()
  await expect(watched.ended).rejects.toMatchObject(refused)
  expect(own.watching()).toBe(0)
  expect(await own.isListening()).toBe(false)
  await expect(own.watch(nurse.id, { signal: undefined })).rejects.toMatchObject(refused)
  await makeShift(db, { facilityId: clinic.id, ...ahead })

  await proxy.resume()
  await expect.poll(() => own.isListening(), { timeout: 10_000 }).toBe(true)
  const again = await resume(nurse, watched.received.at(-1)?.[0], own)
  await expect.poll(again.types).toContain('refetch')
})

test('refuses to watch where the listener could never connect', async () => {
  const proxy = await startDatabaseProxy(directUrl)
  await proxy.stop()
  const own = openHub(proxy.url)
  onTestFinished(() => own.close())
  const { nurse } = await setUp()
  await expect(own.watch(nurse.id, { signal: undefined })).rejects.toMatchObject(refused)
  expect(await own.isListening()).toBe(false)
})

test('ends every watch when the listener’s connection goes silent', { timeout: 60_000 }, async () => {
  const proxy = await startDatabaseProxy(directUrl)
  const own = openHub(proxy.url)
  onTestFinished(async () => {
    own.close()
    await proxy.stop()
  })
  const { nurse } = await setUp()
  const watched = await watch(nurse, own)
  proxy.hang()
  await expect(watched.ended).rejects.toMatchObject(refused)
  await proxy.resume()
  await expect.poll(() => own.isListening(), { timeout: 20_000 }).toBe(true)
})
