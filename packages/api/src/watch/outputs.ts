import { z } from 'zod'
import { publicShift } from '../shifts/outputs.ts'

/** What a watching client does to its list: it adds a shift, removes one, or lists everything again. */
export const watchEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('available'), shift: publicShift }),
  z.object({ type: z.literal('gone'), shiftId: z.int() }),
  // What documents would add may have changed, or what is shown of documents. The list has not.
  z.object({ type: z.literal('documents') }),
  // More has changed than single events can say, or events were missed.
  z.object({ type: z.literal('refetch') }),
])
