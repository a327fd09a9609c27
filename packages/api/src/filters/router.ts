import { getDefaultFilter, setDefaultFilter } from '@shifts/db'
import { z } from 'zod'
import { savedShiftFilter } from '../shifts/filter.ts'
import { output, router, workerInput, workerProcedure } from '../trpc.ts'

const path = '/v1/workers/{workerId}/default-filter'

const saved = output(z.object({ filter: savedShiftFilter }))

export const filterRouter = router({
  getDefault: workerProcedure(workerInput)
    .meta({
      rest: { method: 'GET', path, summary: 'The filter that the worker has saved; an empty object if none' },
    })
    .output(saved)
    .query(async ({ ctx, input }) => {
      const { data } = savedShiftFilter.safeParse(
        await ctx.read((db) => getDefaultFilter(db, input.workerId)),
      )
      // No filter is saved, or an earlier version saved it with a field that no longer exists.
      return { filter: data ?? {} }
    }),

  setDefault: workerProcedure(workerInput.extend({ filter: savedShiftFilter }))
    .meta({ rest: { method: 'PUT', path, summary: 'Saves the default filter of the worker' } })
    .output(saved)
    .mutation(async ({ ctx, input }) => {
      await setDefaultFilter(ctx.db, input)
      return { filter: input.filter }
    }),
})
