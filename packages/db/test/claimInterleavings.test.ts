import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimShift, isDatabaseUnavailable, releaseShift } from '../src/index.ts'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'

// A claim takes every change into account that is committed while it waits. Nothing on which it depends can change between its
// decision and its commit.

const { db, ownerUrl } = await useTestDatabase()

const hours = (startsAt: string, endsAt: string) => ({
  startsAt: `2100-12-${startsAt}:00Z`,
  endsAt: `2100-12-${endsAt}:00Z`,
})
const shiftTime = hours('01T14:00', '01T22:00')
const overlapping = hours('01T20:00', '02T04:00')
const later = hours('05T14:00', '05T22:00')

/** An open shift for which the worker is eligible, and the rows that the tests change. */
async function setUp() {
  const [worker, other] = [await makeWorker(db), await makeWorker(db)]
  const [clinic, strictClinic] = [await makeFacility(db), await makeFacility(db)]
  const [card, license] = [await makeDocument(db), await makeDocument(db)]
  await requireDocument(db, clinic, card)
  await requireDocument(db, strictClinic, license)
  await giveDocument(db, worker, card)
  const claimed = { facilityId: clinic.id, workerId: worker.id }
  const [open, assigned, withdrawn] = [
    await makeShift(db, { facilityId: clinic.id, ...shiftTime }),
    await makeShift(db, { ...claimed, ...later }),
    await makeShift(db, { ...claimed, ...overlapping, isDeleted: true }),
  ]
  return { worker, other, clinic, strictClinic, card, license, open, assigned, withdrawn }
}

type Setting = Awaited<ReturnType<typeof setUp>>

/** A change by an administrator, and the reason why a claim after it is refused. */
interface Change {
  name: string
  statement: (setup: Setting) => string
  refusal: string[] | string
}

const changes: Change[] = [
  {
    name: 'the facility is deactivated',
    statement: ({ clinic }) => `update facility set is_active = false where id = ${clinic.id}`,
    refusal: ['FACILITY_INACTIVE'],
  },
  {
    name: 'the shift is deleted',
    statement: ({ open }) => `update shift set is_deleted = true where id = ${open.id}`,
    refusal: ['SHIFT_DELETED'],
  },
  {
    name: 'the worker is deactivated',
    statement: ({ worker }) => `update worker set is_active = false where id = ${worker.id}`,
    refusal: ['WORKER_INACTIVE'],
  },
  {
    name: 'the shift is given to somebody else',
    statement: ({ open, other }) => `update shift set worker_id = ${other.id} where id = ${open.id}`,
    refusal: 'ALREADY_CLAIMED',
  },
  {
    name: 'the facility requires another document',
    statement: ({ clinic, license }) =>
      `insert into facility_requirement values (${clinic.id}, ${license.id})`,
    refusal: ['DOCUMENTS_MISSING'],
  },
  {
    name: 'a requirement of another facility becomes one of this one',
    statement: ({ clinic, strictClinic }) =>
      `update facility_requirement set facility_id = ${clinic.id} where facility_id = ${strictClinic.id}`,
    refusal: ['DOCUMENTS_MISSING'],
  },
  {
    name: 'the document is taken from the worker',
    statement: ({ worker }) => `delete from document_worker where worker_id = ${worker.id}`,
    refusal: ['DOCUMENTS_MISSING'],
  },
  {
    name: 'the document is exchanged for another one',
    statement: ({ worker, license }) =>
      `update document_worker set document_id = ${license.id} where worker_id = ${worker.id}`,
    refusal: ['DOCUMENTS_MISSING'],
  },
  {
    name: 'the document is moved to another worker',
    statement: ({ worker, other }) =>
      `update document_worker set worker_id = ${other.id} where worker_id = ${worker.id}`,
    refusal: ['DOCUMENTS_MISSING'],
  },
  {
    name: 'the worker changes profession',
    statement: ({ worker }) => `update worker set profession = 'CNA' where id = ${worker.id}`,
    refusal: ['PROFESSION_MISMATCH'],
  },
  {
    name: 'the shift changes profession',
    statement: ({ open }) => `update shift set profession = 'CNA' where id = ${open.id}`,
    refusal: ['PROFESSION_MISMATCH'],
  },
  {
    name: 'the shift moves to a facility that requires more',
    statement: ({ open, strictClinic }) =>
      `update shift set facility_id = ${strictClinic.id} where id = ${open.id}`,
    refusal: ['DOCUMENTS_MISSING'],
  },
  {
    name: 'the shift moves into the past',
    statement: ({ open }) =>
      `update shift set starts_at = starts_at - interval '99 years', ends_at = ends_at - interval '99 years' where id = ${open.id}`,
    refusal: 'ALREADY_STARTED',
  },
  {
    name: 'the shift moves so that it overlaps a claimed one',
    statement: ({ open }) =>
      `update shift set starts_at = '${later.startsAt}', ends_at = '${later.endsAt}' where id = ${open.id}`,
    refusal: 'OVERLAPS_CLAIMED',
  },
  {
    name: 'a claimed shift moves so that it overlaps',
    statement: ({ assigned }) =>
      `update shift set starts_at = '${overlapping.startsAt}', ends_at = '${overlapping.endsAt}' where id = ${assigned.id}`,
    refusal: 'OVERLAPS_CLAIMED',
  },
  {
    name: 'a deleted claimed shift that overlaps is restored',
    statement: ({ withdrawn }) => `update shift set is_deleted = false where id = ${withdrawn.id}`,
    refusal: 'OVERLAPS_CLAIMED',
  },
  {
    name: 'the worker is assigned a new shift that overlaps',
    statement: ({ clinic, worker }) =>
      `insert into shift (facility_id, profession, starts_at, ends_at, worker_id)
       values (${clinic.id}, 'RN', '${overlapping.startsAt}', '${overlapping.endsAt}', ${worker.id})`,
    refusal: 'OVERLAPS_CLAIMED',
  },
]

async function startSession() {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

const record = { principal: 'test', requestId: 'test' }

/** Tries again if a lock was not released in time, as on a slow machine, and as callers do. */
async function retryWhileUnavailable<T>(run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error
    }
  }
}

const claim = ({ worker, open }: Setting) =>
  retryWhileUnavailable(() => claimShift(db, { workerId: worker.id, shiftId: open.id, ...record }))

/** Handles a rejection at once, so that the test can check it later. */
const settled = async (promise: Promise<unknown>) => (await Promise.allSettled([promise]))[0]

const untilLockIsAwaited = () =>
  expect
    .poll(async () => {
      const { rows } = await db.execute(sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      return rows.length
    })
    .toBeGreaterThan(0)

const refusedFor = (refusal: Change['refusal']) =>
  Array.isArray(refusal) ? { reasons: refusal.map((code) => ({ code })) } : { reason: refusal }

const eventsOf = async ({ open }: Setting) =>
  (await db.execute(sql`select action from claim_event where shift_id = ${open.id} order by id`)).rows

describe.each(changes)('when $name', ({ statement, refusal }) => {
  test('while a claim waits for the row of the shift, the claim is refused', async () => {
    const setup = await setUp()
    const administrator = await startSession()
    await administrator.query('begin')
    await administrator.query(statement(setup))
    await administrator.query('update shift set profession = profession where id = $1', [setup.open.id])
    const outcome = settled(claim(setup))
    await untilLockIsAwaited()
    await administrator.query('commit')
    expect(await outcome).toMatchObject({ reason: refusedFor(refusal) })
    expect(await eventsOf(setup)).toEqual([])
  })

  test('and not yet committed, a claim waits, and succeeds if it is rolled back', async () => {
    const setup = await setUp()
    const administrator = await startSession()
    await administrator.query('begin')
    await administrator.query(statement(setup))
    const claiming = claim(setup)
    await untilLockIsAwaited()
    await administrator.query('rollback')
    await expect(claiming).resolves.toMatchObject({ id: setup.open.id })
  })

  test('after a claim has locked what it reads, it waits until the claim has committed', async () => {
    const setup = await setUp()
    const [claimant, administrator] = [await startSession(), await startSession()]
    await claimant.query('begin')
    await claimant.query('call lock_for_claim($1, $2, 0)', [setup.worker.id, setup.open.id])
    const changed = administrator.query(statement(setup))
    await untilLockIsAwaited()
    await claimant.query('commit')
    await changed
  })
})

test('a claim uses a document that was committed while it waited', async () => {
  const setup = await setUp()
  const { worker, clinic, license } = setup
  await requireDocument(db, clinic, license)
  const administrator = await startSession()
  await administrator.query('begin')
  await administrator.query('insert into document_worker values ($1, $2)', [worker.id, license.id])
  const claiming = claim(setup)
  await untilLockIsAwaited()
  await administrator.query('commit')
  await expect(claiming).resolves.toMatchObject({ id: setup.open.id })
})

test('of two overlapping claims of one worker at once, one is refused', async () => {
  const setup = await setUp()
  const { worker, clinic } = setup
  const overlappingShift = await makeShift(db, { facilityId: clinic.id, ...overlapping })
  const both = [setup.open, overlappingShift].map(({ id: shiftId }) =>
    retryWhileUnavailable(() => claimShift(db, { workerId: worker.id, shiftId, ...record })),
  )
  const outcomes = await Promise.allSettled(both)
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { reason: 'OVERLAPS_CLAIMED' },
  })
})

describe('while a release waits for the row of the shift', () => {
  const cases = [
    {
      name: 'the shift moves into the past',
      change: `starts_at = starts_at - interval '99 years', ends_at = ends_at - interval '99 years'`,
      reason: 'ALREADY_STARTED',
    },
    {
      name: 'the shift is given to somebody else',
      change: 'worker_id = $2, claimed_at = null',
      reason: 'NOT_CLAIMED_BY_WORKER',
    },
  ]

  test.each(cases)('$name: the release is refused', async ({ change, reason }) => {
    const setup = await setUp()
    const { worker, other, assigned } = setup
    const administrator = await startSession()
    await administrator.query('begin')
    await administrator.query(`update shift set ${change} where id = $1 and $2::int is not null`, [
      assigned.id,
      other.id,
    ])
    const release = () => releaseShift(db, { workerId: worker.id, shiftId: assigned.id, ...record })
    const outcome = settled(retryWhileUnavailable(release))
    await untilLockIsAwaited()
    await administrator.query('commit')
    expect(await outcome).toMatchObject({ reason: { reason } })
  })
})
