import { listEligibleFacilities } from '@shifts/db'
import { z } from 'zod'
import { facilityWithPlace } from './outputs.ts'
import { output, router, workerInput, workerProcedure } from '../trpc.ts'

export const facilityRouter = router({
  listEligible: workerProcedure(workerInput)
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}/eligible-facilities',
        summary: 'The facilities at which the worker may work, by name',
      },
    })
    .output(output(z.object({ facilities: z.array(facilityWithPlace) })))
    .query(async ({ ctx, input }) => ({
      facilities: await ctx.read((db) => listEligibleFacilities(db, input.workerId)),
    })),
})
