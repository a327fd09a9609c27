import { claimShift, connect, onlyServer, releaseShift } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  createContext,
  createLogger,
  createRateLimiter,
  serveClaimedShift,
  serveFeed,
  TooManyRequestsError,
} from '../src/index.ts'
import { createApi, testServices } from './api.ts'
import { failureOf } from './failure.ts'
import { serviceToken, workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)
const { feed, shift } = await api.caller(serviceToken)

const yearMs = 365 * 24 * 3_600_000
/** In full minutes. */
const inDays = (days: number) =>
  `${new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 16)}:00.000Z`
const audit = { principal: 'test', requestId: 'test' }

/** A worker, and a facility at which only it may work. */
async function setUp(facility: Parameters<typeof makeFacility>[1] = {}) {
  const { id: workerId } = await makeWorker(db)
  const card = await makeDocument(db)
  await giveDocument(db, { id: workerId }, card)
  const clinic = await makeFacility(db, facility)
  await requireDocument(db, clinic, card)
  return { workerId, clinic, card }
}

/** Reads a feed as a calendar program does. */
const read = (
  url: string,
  options: { ifNoneMatch?: string; services?: Partial<ReturnType<typeof testServices>> } = {},
) =>
  serveFeed(
    { ...testServices(db), ...options.services },
    {
      path: url,
      requestId: 'feed',
      clientAddress: '192.0.2.1',
      ifNoneMatch: options.ifNoneMatch,
      webOrigin: 'https://app.example',
    },
  )

/** The events of a feed, as an independent parser reads them. */
function parse(text = '') {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone))
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    const instantOf = (time: ICAL.Time) => new Date(time.toUnixTime() * 1_000).toISOString()
    return {
      uid: event.uid,
      startsAt: instantOf(event.startDate),
      endsAt: instantOf(event.endDate),
      summary: event.summary,
      location: event.location,
      sequence: event.sequence,
      status: component.getFirstPropertyValue('status'),
      transparency: component.getFirstPropertyValue('transp'),
      url: component.getFirstPropertyValue('url'),
    }
  })
  ICAL.TimezoneService.reset()
  return { events, description: calendar.getFirstPropertyValue('x-wr-caldesc') }
}

/** Creates a feed, and returns a function that reads its events. */
async function createFeed(input: Parameters<typeof feed.create>[0]) {
  const { id, url } = await feed.create(input)
  return { id, url, events: async () => parse((await read(url)).body).events }
}

describe('a feed of claimed shifts', () => {
  test('has the claimed shifts, with their places and links', async () => {
    const { workerId, clinic } = await setUp({ name: 'Lake Clinic', city: 'Chicago', state: 'IL' })
    const claimed = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3) })
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(4) })
    await claimShift(db, { workerId, shiftId: claimed.id, ...audit })
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    expect(await events()).toMatchObject([
      {
        uid: `claimed-shift-${claimed.id}@open-shifts`,
        startsAt: new Date(claimed.startsAt).toISOString(),
        endsAt: new Date(claimed.endsAt).toISOString(),
        summary: 'RN · Lake Clinic',
        location: 'Lake Clinic, Chicago, IL',
        status: 'CONFIRMED',
        url: `https://app.example/shifts/${claimed.id}`,
      },
    ])
  })

  test('has imported assignments, and none that started over a year ago', async () => {
    const { workerId, clinic } = await setUp()
    const past = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(-300), workerId })
    await makeShift(db, {
      facilityId: clinic.id,
      startsAt: new Date(Date.now() - 1.1 * yearMs).toISOString(),
      workerId,
    })
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    expect((await events()).map(({ uid }) => uid)).toEqual([`claimed-shift-${past.id}@open-shifts`])
  })

  test('reports each change with a higher sequence, and shifts that the worker has no longer as cancelled', async () => {
    const { workerId, clinic, card } = await setUp()
    const other = await makeWorker(db)
    await giveDocument(db, other, card)
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3) })
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    const set = (values: string) => db.execute(`update shift set ${values} where id = ${shiftId}`)
    const claim = () => claimShift(db, { workerId, shiftId, ...audit })
    const steps: [change: () => Promise<unknown>, status: string][] = [
      [claim, 'CONFIRMED'],
      [() => releaseShift(db, { workerId, shiftId, ...audit }), 'CANCELLED'],
      [claim, 'CONFIRMED'],
      [() => set(`ends_at = ends_at + interval '1 hour'`), 'CONFIRMED'],
      [() => set('is_deleted = true'), 'CANCELLED'],
      [() => set('is_deleted = false'), 'CONFIRMED'],
      [() => set(`worker_id = ${other.id}`), 'CANCELLED'],
      [() => set(`worker_id = ${workerId}`), 'CONFIRMED'],
      [() => set('worker_id = null, claimed_at = null'), 'CANCELLED'],
      // As an administrator assigns an open shift.
      [() => set(`worker_id = ${workerId}`), 'CONFIRMED'],
      [() => set('worker_id = null'), 'CANCELLED'],
      [() => set(`worker_id = ${workerId}, claimed_at = now()`), 'CONFIRMED'],
    ]
    expect(await events()).toEqual([])
    let last = -1
    for (const [change, status] of steps) {
      await change()
      const [event, ...more] = await events()
      expect(more).toEqual([])
      expect(event?.status).toBe(status)
      expect(event?.sequence).toBeGreaterThan(last)
      last = event?.sequence ?? Infinity
    }
    const unchanged = await events()
    await set('profession = profession')
    expect(await events()).toEqual(unchanged)
  })

  test('has no shift that was imported as deleted', async () => {
    const { workerId, clinic } = await setUp()
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3), workerId, isDeleted: true })
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    expect(await events()).toEqual([])
  })

  test('shows the 2,000 shifts that are closest to now, and says so', async () => {
    const { workerId, clinic } = await setUp()
    await db.execute(`
      insert into shift (facility_id, profession, starts_at, ends_at, worker_id)
      select ${clinic.id}, 'RN', now() + n * interval '1 day', now() + n * interval '1 day' + interval '8 hours', ${workerId}
      from generate_series(-60, 1999) n`)
    const { url } = await feed.create({ workerId, kind: 'claimed' })
    const { events, description } = parse((await read(url)).body)
    expect(events).toHaveLength(2_000)
    const days = events.map(({ startsAt }) => Math.round((Date.parse(startsAt) - Date.now()) / 86_400_000))
    expect([days[0], days.at(-1)]).toEqual([-60, 1_939])
    expect(description).toBe('Only the 2000 shifts that are closest to today are shown.')
  })

  test('leaves out a shift in a year that a calendar cannot write', async () => {
    const { workerId, clinic } = await setUp()
    const { id } = await makeShift(db, { facilityId: clinic.id, startsAt: '9998-06-01T12:00:00Z', workerId })
    await db.execute(`
      insert into shift (facility_id, profession, starts_at, ends_at, worker_id)
      values (${clinic.id}, 'RN', '20226-06-01T12:00:00Z', '20226-06-01T20:00:00Z', ${workerId})`)
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    expect(await events()).toMatchObject([
      { uid: `claimed-shift-${id}@open-shifts`, startsAt: '9998-06-01T12:00:00.000Z' },
    ])
  })

  test('takes no filter', async () => {
    const { workerId } = await setUp()
    const input = { workerId, kind: 'claimed', minHours: 4 }
    const response = await api.callProcedure({ path: 'feed.create', input, type: 'mutation' }, serviceToken)
    expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  })
})

describe('a feed of open shifts', () => {
  test('has what the worker may take under the filter, from now on, and does not make it busy', async () => {
    const { workerId, clinic } = await setUp()
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(-3) })
    const long = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3), endsAt: inDays(3.5) })
    const short = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(4), endsAt: inDays(4.1) })
    const all = await createFeed({ workerId, kind: 'eligible' })
    const filtered = await createFeed({ workerId, kind: 'eligible', minHours: 10 })
    const uidOf = ({ id }: { id: number }) => `open-shift-${id}@open-shifts`
    expect((await all.events()).map(({ uid }) => uid)).toEqual([uidOf(long), uidOf(short)])
    expect(await filtered.events()).toMatchObject([{ uid: uidOf(long), transparency: 'TRANSPARENT' }])
    await claimShift(db, { workerId, shiftId: long.id, ...audit })
    expect(await filtered.events()).toEqual([])
  })

  test('says that its filter no longer works', async () => {
    const { workerId, clinic } = await setUp()
    await db.execute(`update worker set home_latitude = 41, home_longitude = -87 where id = ${workerId}`)
    const ofHome = await feed.create({ workerId, kind: 'eligible', withinMiles: 10 })
    const ofFacility = await feed.create({ workerId, kind: 'eligible', facilityIds: [clinic.id] })
    await db.execute(`update worker set home_latitude = null, home_longitude = null where id = ${workerId}`)
    await db.execute(`delete from facility_requirement where facility_id = ${clinic.id}`)
    await db.execute(`delete from facility where id = ${clinic.id}`)
    for (const { url } of [ofHome, ofFacility]) {
      const { body } = await read(url)
      expect(parse(body)).toEqual({
        events: [],
        description: 'The filter of this feed no longer works. Create a new feed.',
      })
    }
  })

  test('shows the first 1,000 shifts, and says so', async () => {
    const { workerId, clinic } = await setUp()
    await db.execute(`
      insert into shift (facility_id, profession, starts_at, ends_at)
      select ${clinic.id}, 'RN', now() + n * interval '1 hour', now() + (n + 8) * interval '1 hour' from generate_series(1, 1001) n`)
    const { url } = await feed.create({ workerId, kind: 'eligible' })
    const { events, description } = parse((await read(url)).body)
    expect(events).toHaveLength(1_000)
    expect(description).toBe('Only the first 1000 shifts are shown.')
  })

  test('is empty for an inactive worker', async () => {
    const { workerId, clinic } = await setUp()
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3) })
    const { events } = await createFeed({ workerId, kind: 'eligible' })
    await db.execute(`update worker set is_active = false where id = ${workerId}`)
    expect(await events()).toEqual([])
  })
})

describe('a calendar', () => {
  const zones = [
    'America/New_York',
    'America/Chicago',
    'America/Vancouver',
    'America/St_Johns',
    'America/Phoenix',
    'Europe/Dublin',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Pacific/Chatham',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'America/Asuncion',
    'Etc/GMT+12',
    'CET',
    'UTC',
  ]
  const hostileName = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ',',
          ';',
          ':',
          '\\',
          '"',
          '\n',
          '\r\n',
          '\t',
          '\u0001',
          '\u202e',
          'שלום',
          '🏥',
          '👩🏽‍⚕️',
          'é',
        ),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
      ),
      { minLength: 1, maxLength: 20 },
    )
    .map((parts) => parts.join('').replaceAll('\u0000', ''))

  /** The instants of the next year at which the clocks of the zone change, by the rules of the runtime. */
  function changesIn(timeZone: string): number[] {
    const year = new Date().getUTCFullYear() + 1
    const changes = []
    let at = Temporal.ZonedDateTime.from({ timeZone, year, month: 1, day: 1 }).getTimeZoneTransition('next')
    for (; at?.year === year; at = at.getTimeZoneTransition('next')) changes.push(at.epochMilliseconds)
    return changes
  }

  /** Every 15 minutes of the next year. */
  const anyQuarter = fc
    .record({ month: fc.integer({ min: 0, max: 11 }), quarter: fc.integer({ min: 0, max: 31 * 96 }) })
    .map(({ month, quarter }) => Date.UTC(new Date().getUTCFullYear() + 1, month) + quarter * 900_000)

  test('shows a parser the right instants and names, in any time zone and over every change of the clocks', async () => {
    const { workerId, card } = await setUp()
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    const shiftsAtOneFacility = fc.record({
      name: hostileName,
      timeZone: fc.constantFrom(...zones),
      starts: fc.array(anyQuarter, { minLength: 1, maxLength: 12 }),
      hours: fc.constantFrom(0.25, 1, 8, 12.5, 24),
    })
    const property = fc.asyncProperty(
      fc.array(shiftsAtOneFacility, { minLength: 1, maxLength: 5 }),
      async (facilities) => {
        await db.execute(`delete from shift where worker_id = ${workerId}`)
        const expected = []
        for (const { name, timeZone, starts, hours } of facilities) {
          const clinic = await makeFacility(db, { name, timeZone })
          await requireDocument(db, clinic, card)
          for (const start of starts) {
            const [startsAt = '', endsAt = ''] = [start, start + hours * 3_600_000].map((ms) =>
              new Date(ms).toISOString(),
            )
            const { id } = await makeShift(db, { facilityId: clinic.id, startsAt, endsAt, workerId })
            const summary = `RN · ${name}`
              .replaceAll('\r\n', '\n')
              .replaceAll(/[^\P{Cc}\n\r\t]/gu, '')
              .replaceAll('\r', '\n')
            expected.push({ uid: `claimed-shift-${id}@open-shifts`, startsAt, endsAt, summary })
          }
        }
        const found = (await events()).map(({ uid, startsAt, endsAt, summary }) => ({
          uid,
          startsAt,
          endsAt,
          summary,
        }))
        const byUid = (one: { uid: string }, other: { uid: string }) => one.uid.localeCompare(other.uid)
        expect(found.toSorted(byUid)).toEqual(expected.toSorted(byUid))
      },
    )
    await fc.assert(property, { numRuns: 30 })
  }, 120_000)

  test('shows a parser the right instants in each quarter of the hours around every change of the clocks', async () => {
    const { workerId, card } = await setUp()
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    const expected: string[] = []
    for (const timeZone of zones) {
      const clinic = await makeFacility(db, { name: timeZone, timeZone })
      await requireDocument(db, clinic, card)
      const starts = changesIn(timeZone).flatMap((change) =>
        Array.from({ length: 24 }, (_, quarter) => change + (quarter - 12) * 900_000),
      )
      for (const start of starts) {
        const [startsAt = '', endsAt = ''] = [start, start + 900_000].map((ms) => new Date(ms).toISOString())
        await makeShift(db, { facilityId: clinic.id, startsAt, endsAt, workerId })
        expected.push(`${timeZone} ${startsAt} ${endsAt}`)
      }
    }
    const found = (await events()).map(
      ({ summary, startsAt, endsAt }) => `${summary.replace('RN · ', '')} ${startsAt} ${endsAt}`,
    )
    expect(found.toSorted()).toEqual(expected.toSorted())
  })

  test('has lines of at most 75 octets, which end with CRLF, and no control characters', async () => {
    const { workerId, clinic } = await setUp({ name: `${'🏥é'.repeat(60)}\u0007, "A"; B\\C\nD` })
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3), workerId })
    const { url } = await feed.create({ workerId, kind: 'claimed' })
    const { body = '' } = await read(url)
    expect(body.endsWith('END:VCALENDAR\r\n')).toBe(true)
    for (const line of body.split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      expect(line).not.toMatch(/[\p{Cc}\ufffd]/u)
    }
  })

  test('shows the right instants in the second in which a clock changes or a year begins', async () => {
    const { workerId, clinic } = await setUp({ timeZone: 'America/Chicago' })
    const year = new Date().getUTCFullYear() + 1
    const { rows } = await db.execute<{ at: string }>(`
      select to_char(minute, 'YYYY-MM-DD"T"HH24:MI:SS') as at
      from generate_series(timestamp '${year}-01-01', timestamp '${year}-12-31', interval '1 hour') minute
      where (minute at time zone 'UTC' at time zone 'America/Chicago') - minute
        <> ((minute - interval '1 minute') at time zone 'UTC' at time zone 'America/Chicago') - (minute - interval '1 minute')`)
    expect(rows).toHaveLength(2)
    for (const at of [`${year + 1}-01-01T00:00:00`, ...rows.map((row) => row.at)]) {
      await db.execute(`delete from shift where worker_id = ${workerId}`)
      const startsAt = `${at}.5Z`
      await makeShift(db, {
        facilityId: clinic.id,
        startsAt,
        endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString(),
        workerId,
      })
      const { events } = await createFeed({ workerId, kind: 'claimed' })
      expect(await events()).toMatchObject([{ startsAt: `${at}.000Z` }])
    }
  })

  test('has the coordinates of the facility, and its own properties before its components', async () => {
    const { workerId, clinic } = await setUp({ latitude: 41.8781, longitude: -87.6298 })
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3), workerId })
    await makeShift(db, { facilityId: clinic.id, startsAt: inDays(4) })
    for (const kind of ['claimed', 'eligible'] as const) {
      const { url } = await feed.create({ workerId, kind })
      const { body = '' } = await read(url)
      expect(body).toContain('\r\nGEO:41.8781;-87.6298\r\n')
      expect(body.indexOf('X-PUBLISHED-TTL')).toBeLessThan(body.indexOf('BEGIN:VTIMEZONE'))
    }
  })

  test('uses the clock of the facility and defines it', async () => {
    const { workerId, clinic } = await setUp({ timeZone: 'America/Chicago' })
    const year = new Date().getUTCFullYear() + 1
    await makeShift(db, { facilityId: clinic.id, startsAt: `${year}-07-01T12:00:00Z`, workerId })
    const { url } = await feed.create({ workerId, kind: 'claimed' })
    const { body } = await read(url)
    expect(body).toContain(`DTSTART;TZID=America/Chicago:${year}0701T070000`)
    expect(body).toMatch(
      /BEGIN:DAYLIGHT\r\nDTSTART:\d{4}03\d\dT020000\r\nTZOFFSETFROM:-0600\r\nTZOFFSETTO:-0500/,
    )
    expect(body).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M')
  })
})

describe('the address of a feed', () => {
  test('is told once, and only its hash is stored', async () => {
    const { workerId } = await setUp()
    const { id, url } = await feed.create({ workerId, kind: 'claimed' })
    const secret = /([\w-]{43})\.ics$/.exec(url)?.[1]
    expect(secret).toBeDefined()
    const { feeds } = await feed.list({ workerId })
    expect(feeds).toEqual([{ id, kind: 'claimed', filter: {}, createdAt: expect.any(String) }])
    const { rows } = await db.execute(
      `select calendar_feed::text as text from calendar_feed where id = ${id}`,
    )
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('no longer exists after the feed is revoked, nor does one that was never given out', async () => {
    const { workerId } = await setUp()
    const { id, url } = await feed.create({ workerId, kind: 'claimed' })
    for (const _ of [1, 2]) expect(await feed.revoke({ workerId, feedId: id })).toEqual({})
    expect(await feed.list({ workerId })).toEqual({ feeds: [] })
    const unknown = [
      '/feeds/x.ics',
      `/feeds/${'a'.repeat(43)}.ics`,
      '/feeds/',
      '/feeds/%00.ics',
      `${url}.ics`,
    ]
    for (const path of [url, ...unknown])
      await expect(read(path)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('may carry a query', async () => {
    const { workerId } = await setUp()
    const { url } = await feed.create({ workerId, kind: 'claimed' })
    expect((await read(`${url}?nocache=1`)).status).toBe(200)
  })

  test('of another worker cannot be revoked or listed', async () => {
    const [ada, bob] = [await setUp(), await setUp()]
    const { id: feedId } = await feed.create({ workerId: ada.workerId, kind: 'claimed' })
    const asBob = await api.caller(await workerToken(bob.workerId))
    await expect(asBob.feed.revoke({ workerId: bob.workerId, feedId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(asBob.feed.revoke({ workerId: ada.workerId, feedId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(asBob.feed.list({ workerId: ada.workerId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('is in no log line, whatever happens', async () => {
    const { workerId } = await setUp()
    const { id, url } = await feed.create({ workerId, kind: 'claimed' })
    const lines: string[] = []
    const services = { logger: createLogger('trace', { write: (line: string) => void lines.push(line) }) }
    await read(url, { services })
    const unreachable = connect('postgresql://127.0.0.1:1/none')
    await read(url, { services: { ...services, servers: onlyServer(unreachable) } }).catch(() => {})
    await unreachable.close()
    await feed.revoke({ workerId, feedId: id })
    await read(url, { services }).catch(() => {})
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join('')).not.toContain(url.slice('/feeds/'.length, 30))
  })
})

describe('a request for a feed', () => {
  test('gets 304 while nothing has changed, from any host', async () => {
    const { workerId, clinic } = await setUp()
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3) })
    const { url } = await feed.create({ workerId, kind: 'claimed' })
    const first = await read(url)
    const { etag = '' } = first.headers
    for (const ifNoneMatch of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
      expect(await read(url, { ifNoneMatch })).toMatchObject({
        status: 304,
        headers: { etag },
        body: undefined,
      })
    await claimShift(db, { workerId, shiftId, ...audit })
    const next = await read(url, { ifNoneMatch: etag })
    expect(next.status).toBe(200)
    expect(next.headers.etag).not.toBe(etag)
  })

  test('counts for the feed, and an unknown address for the network of the client', async () => {
    const { workerId } = await setUp()
    const { url } = await feed.create({ workerId, kind: 'claimed' })
    const refused = { code: 'TOO_MANY_REQUESTS', cause: expect.any(TooManyRequestsError) }
    const services = { limitRate: createRateLimiter(3) }
    for (let n = 0; n < 3; n++) expect((await read(url, { services })).status).toBe(200)
    await expect(read(url, { services })).rejects.toMatchObject(refused)
    for (let n = 0; n < 3; n++)
      await expect(read('/feeds/x.ics', { services })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(read('/feeds/x.ics', { services })).rejects.toMatchObject(refused)
    const another = await feed.create({ workerId, kind: 'claimed' })
    await expect(read(another.url, { services })).rejects.toMatchObject(refused)
  })
})

test('a worker has at most 20 feeds, however many are created at once', async () => {
  const { workerId } = await setUp()
  const input = { workerId, kind: 'claimed' }
  const create = () => api.callProcedure({ path: 'feed.create', input, type: 'mutation' }, serviceToken)
  await Promise.all(Array.from({ length: 25 }, create))
  const countFeeds = async () => (await feed.list({ workerId })).feeds.length
  expect(await countFeeds()).toBeLessThanOrEqual(20)
  // Some of the calls may have waited for the others too long.
  while ((await countFeeds()) < 20) await create()
  expect((await create()).body).toMatchObject({
    error: { data: { httpStatus: 409, reason: 'TOO_MANY_FEEDS' } },
  })
  const { feeds } = await feed.list({ workerId })
  await feed.revoke({ workerId, feedId: feeds[0]?.id ?? 0 })
  expect((await create()).status).toBe(200)
})

test('a feed lists the shifts that shift.listClaimed lists', async () => {
  const { workerId, clinic } = await setUp()
  for (const day of [1, 2, 3]) {
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(day) })
    await claimShift(db, { workerId, shiftId, ...audit })
  }
  const { events } = await createFeed({ workerId, kind: 'claimed' })
  const { shifts } = await shift.listClaimed({ workerId })
  expect((await events()).map(({ uid }) => uid)).toEqual(
    shifts.map(({ id }) => `claimed-shift-${id}@open-shifts`),
  )
})

describe('a claimed shift as a file', () => {
  const readFile = async (
    shiftId: number,
    token: string | undefined,
    services: Partial<ReturnType<typeof testServices>> = {},
  ) => {
    const ctx = await createContext({ ...testServices(db), ...services }, { requestId: 'file', token })
    return serveClaimedShift(ctx, { shiftId, webOrigin: 'https://app.example' })
  }

  test('has the event of the feed, so that a calendar with both shows it once', async () => {
    const { workerId, clinic } = await setUp()
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3) })
    await claimShift(db, { workerId, shiftId, ...audit })
    const { events } = await createFeed({ workerId, kind: 'claimed' })
    expect(parse(await readFile(shiftId, await workerToken(workerId))).events).toEqual(await events())
  })

  test('is only for the worker who has the shift', async () => {
    const [ada, bob] = [await setUp(), await setUp()]
    const { id: shiftId } = await makeShift(db, {
      facilityId: ada.clinic.id,
      startsAt: inDays(3),
      workerId: ada.workerId,
    })
    const { id: openId } = await makeShift(db, { facilityId: ada.clinic.id, startsAt: inDays(5) })
    const adaToken = await workerToken(ada.workerId)
    await expect(readFile(shiftId, await workerToken(bob.workerId))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await expect(readFile(openId, adaToken)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(readFile(shiftId, serviceToken)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    for (const token of [undefined, 'a.b.c'])
      await expect(readFile(shiftId, token)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    expect(await readFile(shiftId, adaToken)).toContain('BEGIN:VEVENT')
  })

  test('counts for the rate of the worker, and is temporarily unavailable without the database', async () => {
    const { workerId, clinic } = await setUp()
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id, startsAt: inDays(3), workerId })
    const token = await workerToken(workerId)
    const services = { limitRate: createRateLimiter(1) }
    await readFile(shiftId, token, services)
    await expect(readFile(shiftId, token, services)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    const unreachable = connect('postgresql://127.0.0.1:1/none')
    await expect(readFile(shiftId, token, { servers: onlyServer(unreachable) })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    })
    await unreachable.close()
  })
})
