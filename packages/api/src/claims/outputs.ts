import { z } from 'zod'
import { shift } from '../shifts/outputs.ts'
import { utcInstant } from '../values.ts'

/** A shift that the worker has claimed, or that was assigned to it in imported data. */
export const claimedShift = shift
  .extend({
    overlapsClaimed: z
      .boolean()
      .meta({ description: 'The worker has another shift that overlaps this one.' }),
    claimedAt: utcInstant
      .nullable()
      .meta({ description: 'Null for an assignment of imported data, and after the shift was given back.' }),
  })
  .meta({ id: 'ClaimedShift' })

/** Why a shift cannot be claimed or released just now, or a feed not be created. */
export const conflictReason = z
  .enum(['ALREADY_CLAIMED', 'OVERLAPS_CLAIMED', 'ALREADY_STARTED', 'NOT_CLAIMED_BY_WORKER', 'TOO_MANY_FEEDS'])
  .meta({ id: 'ConflictReason' })
