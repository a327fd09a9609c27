import { getWorker } from '@shifts/db'
import { worker } from './outputs.ts'
import { output, router, workerInput, workerProcedure } from '../trpc.ts'

export const workerRouter = router({
  byId: workerProcedure(workerInput)
    .meta({
      rest: {
        method: 'GET',
        path: '/v1/workers/{workerId}',
        summary: 'The worker, and the documents that it holds',
      },
    })
    .output(output(worker))
    .query(({ ctx, input }) => getWorker(ctx.db, input.workerId)),
})
