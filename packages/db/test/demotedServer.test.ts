import { makeWorkerWithShift, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { claimShift, connect, isDatabaseUnavailable, listEligibleShifts } from '../src/index.ts'

const database = await useTestDatabase()

/** A pool whose five connections all refuse writes, as to a former primary. New ones accept them. */
async function setUp() {
  const { id: workerId, shiftId } = await makeWorkerWithShift(database.db)
  const { db, close } = connect(database.url, { connections: 5 })
  onTestFinished(close)
  const clients = await Promise.all(Array.from({ length: 5 }, () => db.$client.connect()))
  for (const client of clients) await client.query('set default_transaction_read_only = on')
  for (const client of clients) client.release()
  return {
    claim: () => claimShift(db, { workerId, shiftId, principal: 'test', requestId: 'test' }),
    list: () => listEligibleShifts(db, { workerId, limit: 1 }),
  }
}

test('after one refused write, no kept connection to a former primary refuses another', async () => {
  const { claim } = await setUp()
  await expect(claim()).rejects.toSatisfy(isDatabaseUnavailable)
  await expect(claim()).resolves.toMatchObject({ claimedAt: expect.any(String) })
})

test('reads that run meanwhile succeed', async () => {
  const { claim, list } = await setUp()
  const reads = Array.from({ length: 20 }, list)
  await expect(claim()).rejects.toSatisfy(isDatabaseUnavailable)
  for (const shifts of await Promise.all(reads)) expect(shifts).toHaveLength(1)
})
