import { getWorker, setWorkerHome } from '@shifts/db'
import { z } from 'zod'
import { home, worker } from './outputs.ts'
import { output, router, workerInput, workerProcedure } from '../trpc.ts'

export const workerRouter = router({
  byId: workerProcedure(workerInput)
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}',
        summary: 'The worker, its documents and its home',
      },
    })
    .output(output(worker))
    .query(({ ctx, input }) => ctx.read((db) => getWorker(db, input.workerId))),

  setHome: workerProcedure(workerInput.extend({ home }))
    .meta({
      rest: {
        method: 'PUT',
        path: '/v1/workers/{workerId}/home',
        summary: 'Sets where the worker lives, from where distances are measured; null to forget it',
      },
    })
    .output(output(z.object({ home })))
    .mutation(async ({ ctx, input }) => {
      await setWorkerHome(ctx.db, input)
      return { home: input.home }
    }),
})
