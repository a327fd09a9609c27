import { router } from '../trpc.ts'
import { claim, listClaimed, release } from '../claims/procedures.ts'
import {
  byId,
  countEligibleByDay,
  explain,
  listEligible,
  listOneDocumentAway,
  listUnlocked,
  streamEligible,
} from './procedures.ts'
import { watch } from '../watch/procedure.ts'

export const shiftRouter = router({
  listEligible,
  countEligibleByDay,
  listUnlocked,
  listOneDocumentAway,
  byId,
  explain,
  listClaimed,
  claim,
  release,
  watch,
})

export const shiftStreamRouter = router({ streamEligible })
