import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '@shifts/db'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { failureOf } from './failure.ts'
import { callTo } from './calls.ts'
import { useTestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const { db, ownerUrl } = database
const server = await useTestServer(database)

const at = (day: number) => new Date(Date.UTC(2100, 0, day)).toISOString()
const claim = (worker: { id: number }, shift: { id: number }) =>
  server.callRest(callTo('shift.claim', worker.id, shift.id), serviceToken)

async function setUp() {
  const [clinic, otherClinic] = [await makeFacility(db), await makeFacility(db)]
  const shifts = await Promise.all(
    Array.from({ length: 24 }, (_, day) => makeShift(db, { facilityId: clinic.id, startsAt: at(day) })),
  )
  const otherShift = await makeShift(db, { facilityId: otherClinic.id, startsAt: at(1) })
  const workers = await Promise.all(shifts.map(() => makeWorker(db)))
  return { clinic, shifts, otherShift, workers, otherWorker: await makeWorker(db) }
}

const changeOf = (procedure: string, worker: { id: number }) =>
  server.callRest(callTo(procedure, worker.id), serviceToken)

type Setup = Awaited<ReturnType<typeof setUp>>

const locks = [
  {
    subject: 'a shift',
    lock: ({ shifts: [first] }: Setup) => `select from shift where id = ${first?.id} for update`,
    attempts: ({ shifts: [first], workers }: Setup) =>
      workers.flatMap((worker) => (first ? [() => claim(worker, first)] : [])),
  },
  {
    subject: 'a facility',
    lock: ({ clinic }: Setup) => `update facility set name = name where id = ${clinic.id}`,
    attempts: ({ shifts, workers }: Setup) =>
      workers.flatMap((worker, n) => {
        const shift = shifts[n]
        return shift ? [() => claim(worker, shift)] : []
      }),
  },
  ...['worker.setHome', 'filter.setDefault'].map((procedure) => ({
    subject: `a worker, by ${procedure},`,
    lock: ({ workers: [first] }: Setup) => `select from worker where id = ${first?.id} for update`,
    attempts: ({ shifts, workers: [first] }: Setup) =>
      shifts.flatMap(() => (first ? [() => changeOf(procedure, first)] : [])),
  })),
  {
    subject: 'a worker',
    lock: ({ workers: [first] }: Setup) => `update worker set name = name where id = ${first?.id}`,
    attempts: ({ shifts, workers: [first] }: Setup) =>
      shifts.flatMap((shift) => (first ? [() => claim(first, shift)] : [])),
  },
]

test.each(locks)(
  'calls that wait for a lock on $subject get 503 with Retry-After, and no other call is affected',
  async ({ lock, attempts }) => {
    const setup = await setUp()
    const other = connect(ownerUrl)
    const lockHolder = await other.db.$client.connect()
    onTestFinished(async () => {
      lockHolder.release(true)
      await other.close()
    })
    await lockHolder.query('begin')
    await lockHolder.query(lock(setup))

    let hasEnded = false
    const waiting = Promise.all(attempts(setup).map((attempt) => attempt())).finally(() => (hasEnded = true))
    const { otherWorker, otherShift } = setup
    do {
      for (const procedure of ['shift.listEligible', 'shift.claim', 'shift.release', 'worker.byId']) {
        const call = callTo(procedure, otherWorker.id, otherShift.id)
        expect(await server.callRest(call, serviceToken)).toMatchObject({ status: 200 })
      }
      // Without a pause, these calls would take the CPU from other test files.
      await delay(100)
    } while (!hasEnded)
    for (const response of await waiting) {
      expect(failureOf(response)).toMatchObject({
        status: 503,
        code: 'SERVICE_UNAVAILABLE',
        retryAfterSeconds: 1,
      })
    }

    await lockHolder.query('rollback')
    const [first] = attempts(setup)
    expect(await first?.()).toMatchObject({ status: 200 })
  },
)
