import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { documentRouter } from './documents/router.ts'
import { facilityRouter } from './facilities/router.ts'
import { feedRouter } from './feeds/router.ts'
import { filterRouter } from './filters/router.ts'
import { shiftRouter } from './shifts/router.ts'
import { workerRouter } from './workers/router.ts'
import { createCallerFactory, router } from './trpc.ts'

export const appRouter = router({
  worker: workerRouter,
  facility: facilityRouter,
  document: documentRouter,
  shift: shiftRouter,
  filter: filterRouter,
  feed: feedRouter,
})

export type AppRouter = typeof appRouter
export type RouterInputs = inferRouterInputs<AppRouter>
export type RouterOutputs = inferRouterOutputs<AppRouter>

/** Calls the procedures in process, as the web's server does for the first paint. */
export const createCaller = createCallerFactory(appRouter)
