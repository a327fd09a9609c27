import { shiftStreamRouter } from '../shifts/router.ts'
import { router } from '../trpc.ts'

/** Procedures that stream their output line by line. tRPC's own protocol cannot, so they are mounted as REST only. */
export const streamRouter = router({ shift: shiftStreamRouter })
