import { listEligibleFacilities } from '@shifts/db'
import { z } from 'zod'
import { router, workerInput, workerProcedure } from '../trpc.ts'

export const facility = z.object({ id: z.int(), name: z.string(), timeZone: z.string() })

export const facilityRouter = router({
  listEligible: workerProcedure(workerInput)
    .output(z.object({ facilities: z.array(facility) }))
    .query(async ({ ctx, input }) => ({ facilities: await listEligibleFacilities(ctx.db, input.workerId) })),
})
