import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createApi } from './api.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)
const { id: workerId } = await makeWorker(db)
const { id: facilityId } = await makeFacility(db)
for (const startsAt of ['2026-12-01T00:00:00.123456Z', '2026-12-01T00:00:00.123457Z', '2026-12-01T00:00:01Z'])
  await makeShift(db, { facilityId, startsAt })

const page = z.object({
  result: z.object({ data: z.object({ shifts: z.array(z.object({ startsAt: z.string() })) }) }),
})

async function listing(window: { from?: string; to?: string }): Promise<string[]> {
  const { body } = await api.callProcedure(
    { path: 'shift.listEligible', input: { workerId, ...window } },
    serviceToken,
  )
  return page.parse(body).result.data.shifts.map(({ startsAt }) => startsAt)
}

// .NET writes seven decimals, Java and Go nine.
test.each([
  ['2026-12-01T00:00:00.1234560Z', 0],
  ['2026-12-01T00:00:00.123455999Z', 0],
  ['2026-12-01T00:00:00.1234561Z', 1],
  ['2026-12-01T00:00:00.1234564+00:00', 1],
  ['2026-12-01T00:00:00.1234565+00:00', 1],
  ['2026-12-01T00:00:00.123456999Z', 1],
  ['2026-12-01T00:00:00.1234571Z', 2],
  ['2026-12-01T00:00:00.9999999Z', 2],
  ['2026-12-01T05:45:00.999999999+05:45', 2],
])('windows that touch at %s lose no shift and hold none twice', async (instant, before) => {
  const [first, second] = [await listing({ to: instant }), await listing({ from: instant })]
  expect(first).toHaveLength(before)
  expect([...first, ...second]).toEqual(await listing({}))
  expect(second).toHaveLength(3 - before)
})
