import { eligibleShifts, reasonsAgainst } from '@shifts/testing'
import { expect } from 'vitest'
import { claimedShifts } from './claims.ts'
import { listAll } from './listing.ts'
import type { Model } from './state.ts'
import type { System } from './system.ts'

type Worker = Model['workers'][number]

/** Expects the product's outputs to equal the model's, and the watching clients' shifts to equal a new listing. */
export async function expectAgreement(model: Model, system: System): Promise<void> {
  await system.marker.untilEverythingIsPublished()
  await Promise.all(model.workers.map((worker) => expectListings(model, system, worker)))
  await expectExplanation(model, system)
  await expectHistory(model, system)
}

async function expectListings(model: Model, { shift, clients }: System, worker: Worker): Promise<void> {
  const eligible = eligibleShifts(model, worker)
  const claimed = claimedShifts(model, worker)
  expect(await listAll(shift.listEligible, inFewPages(worker, eligible))).toEqual(eligible)
  expect(await listAll(shift.listClaimed, inFewPages(worker, claimed))).toEqual(claimed)

  const expected = eligible
    .map(({ overlapsClaimed: _overlaps, ...shift }) => shift)
    .toSorted((a, b) => a.id - b.id)
  for (const client of clients)
    if (client.workerId === worker.id && client.isWatching()) expect(await client.listed()).toEqual(expected)
}

const inFewPages = ({ id }: Worker, { length }: unknown[]) => ({
  workerId: id,
  limit: Math.max(4, Math.ceil(length / 2)),
})

/** Explains one shift to one worker each time, taking turns. */
async function expectExplanation(model: Model, system: System): Promise<void> {
  const turn = system.turn++
  const worker = model.workers[turn % model.workers.length]
  const explained = model.shifts[turn % model.shifts.length]
  if (!worker || !explained) return
  const output = await system.shift.explain({ workerId: worker.id, shiftId: explained.id })
  const expected = reasonsAgainst(model, worker, explained)
  expect(output.reasons.map(({ message: _message, ...reason }) => reason)).toEqual(expected)
  expect(output.eligible).toBe(expected.length === 0)
}

async function expectHistory({ history }: Model, { db }: System): Promise<void> {
  const { rows } = await db.execute(
    `select action, worker_id as "workerId", shift_id as "shiftId" from claim_event order by id`,
  )
  expect(rows).toEqual(history)
}
