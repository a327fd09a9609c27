import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Context } from '@shifts/api'
import { fromUnknown, toProblem } from '../errors.ts'
import type { Metrics } from '../metrics.ts'

export const ndjsonType = 'application/x-ndjson'

type Batches = AsyncIterable<unknown[]>

/** Whether a procedure answers line by line. */
export const isInBatches = (answer: unknown): answer is Batches =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

/**
 * What comes in batches as lines of JSON, no faster than they are read. After an error comes a last line
 * `{"error": problem}`, and then the transfer breaks off: one that ends as HTTP wants it is complete.
 */
export function ndjson(batches: Batches, ctx: Context, metrics: Metrics): Readable {
  return Readable.from(lines(batches, ctx, metrics), { objectMode: false })
}

async function* lines(
  batches: Batches,
  { logger, requestId }: Context,
  metrics: Metrics,
): AsyncGenerator<string> {
  const end = metrics.startStream()
  let sent = 0
  let outcome = 'abandoned'
  try {
    for await (const batch of batches) {
      sent += batch.length
      if (batch.length > 0) yield `${batch.map((item) => JSON.stringify(item)).join('\n')}\n`
    }
    outcome = 'complete'
  } catch (thrown) {
    outcome = 'broken'
    const error = fromUnknown(thrown)
    logger.warn({ reason: error.cause?.message ?? error.message }, 'a stream broke')
    yield `${JSON.stringify({ error: toProblem(error, requestId) })}\n`
    // What was yielded goes out before the connection goes down.
    await nextTurn()
    throw error
  } finally {
    end()
    logger.info({ lines: sent, outcome }, 'stream ended')
  }
}
