import { getWorker, professions } from '@shifts/db'
import { z } from 'zod'
import { router, workerInput, workerProcedure } from '../trpc.ts'

const worker = z.object({
  id: z.int(),
  name: z.string(),
  profession: z.enum(professions),
  isActive: z.boolean(),
  documents: z.array(z.object({ id: z.int(), name: z.string() })),
})

export const workerRouter = router({
  byId: workerProcedure(workerInput)
    .output(worker)
    .query(({ ctx, input }) => getWorker(ctx.db, input.workerId)),
})
