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
  const elsewhere = await makeShift(db, { facilityId: otherClinic.id, startsAt: at(1) })
  const workers = await Promise.all(shifts.map(() => makeWorker(db)))
  return { clinic, shifts, elsewhere, workers, bystander: await makeWorker(db) }
}

type Setting = Awaited<ReturnType<typeof setUp>>

const locks = [
  {
    what: 'a shift',
    lock: ({ shifts: [first] }: Setting) => `select from shift where id = ${first?.id} for update`,
    attempts: ({ shifts: [first], workers }: Setting) =>
      workers.flatMap((worker) => (first ? [() => claim(worker, first)] : [])),
  },
  {
    what: 'a facility',
    lock: ({ clinic }: Setting) => `update facility set name = name where id = ${clinic.id}`,
    attempts: ({ shifts, workers }: Setting) =>
      workers.flatMap((worker, n) => {
        const shift = shifts[n]
        return shift ? [() => claim(worker, shift)] : []
      }),
  },
  {
    what: 'a worker',
    lock: ({ workers: [first] }: Setting) => `update worker set name = name where id = ${first?.id}`,
    attempts: ({ shifts, workers: [first] }: Setting) =>
      shifts.flatMap((shift) => (first ? [() => claim(first, shift)] : [])),
  },
]

test.each(locks)(
  'claims that wait for $what that a transaction keeps locked are told to come back, and nobody else notices',
  async ({ lock, attempts }) => {
    const setting = await setUp()
    const other = connect(ownerUrl)
    const holder = await other.db.$client.connect()
    onTestFinished(async () => {
      holder.release(true)
      await other.close()
    })
    await holder.query('begin')
    await holder.query(lock(setting))

    let isOver = false
    const waiting = Promise.all(attempts(setting).map((attempt) => attempt())).finally(() => (isOver = true))
    const { bystander, elsewhere } = setting
    do {
      for (const procedure of ['shift.listEligible', 'shift.claim', 'shift.release', 'worker.byId']) {
        const call = callTo(procedure, bystander.id, elsewhere.id)
        expect(await server.callRest(call, serviceToken)).toMatchObject({ status: 200 })
      }
    } while (!isOver)
    for (const response of await waiting) {
      expect(failureOf(response)).toMatchObject({
        status: 503,
        code: 'SERVICE_UNAVAILABLE',
        retryAfterSeconds: 1,
      })
    }

    await holder.query('rollback')
    const [first] = attempts(setting)
    expect(await first?.()).toMatchObject({ status: 200 })
  },
)
