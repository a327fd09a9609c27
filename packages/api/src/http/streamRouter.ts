import { shiftStreamRouter } from '../shifts/router.ts'
import { router } from '../trpc.ts'

/** What is answered line by line, which tRPC's own protocol has no form for: mounted only as REST. */
export const streamRouter = router({ shift: shiftStreamRouter })
