import { listUnlocks } from '@shifts/db'
import { z } from 'zod'
import { checkFilter, shiftFilter } from '../shifts/filter.ts'
import { checkWindow, shiftWindow } from '../shifts/window.ts'
import { output, router, workerInput, workerProcedure } from '../trpc.ts'
import { unlock } from './outputs.ts'

const unlocksInput = workerInput
  .extend({ ...shiftWindow, ...shiftFilter })
  .superRefine(checkWindow)
  .superRefine(checkFilter)

export const documentRouter = router({
  listUnlocks: workerProcedure(unlocksInput)
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}/unlocks',
        summary:
          'Which documents would let the worker take more shifts, and how many: each alone, the ten best pairs and the ten best triples',
      },
      // It reads the open shifts of its window at the facilities concerned, as a count does.
      weight: { worker: 4, service: 2 },
    })
    .output(output(z.object({ unlocks: z.array(unlock) })))
    .query(async ({ ctx, input }) => ({ unlocks: await ctx.read((db) => listUnlocks(db, input)) })),
})
