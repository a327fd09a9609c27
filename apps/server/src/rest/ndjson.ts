import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { shorten, type Context } from '@shifts/api'
import { fromUnknown, toProblem } from '../errors.ts'
import type { Metrics } from '../metrics.ts'
import { endWithSource } from './endWithSource.ts'
import { cutOffStalledReader } from './stall.ts'

export const ndjsonType = 'application/x-ndjson'

interface Stream {
  ctx: Context
  metrics: Metrics
  response: ServerResponse
}

type Batches = AsyncIterable<unknown[]>

/** Whether a procedure answers line by line. */
export const isInBatches = (answer: unknown): answer is Batches =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer

/**
 * What comes in batches as lines of JSON, no faster than they are read. After an error comes a last line
 * `{"error": problem}`, and then the transfer breaks off: one that ends as HTTP wants it is complete.
 */
export function ndjson(batches: Batches, stream: Stream): Readable {
  let isBroken = false
  const onBroken = () => (isBroken = true)
  const readable = Readable.from(lines(batches, stream, onBroken), { objectMode: false })
  endWithSource(stream.response, () => isBroken)
  const { socket } = stream.response.req
  const abandon = () => readable.destroy()
  // An answer that still waits behind another one does not hear by itself that its connection has ended.
  if (socket.destroyed) abandon()
  else socket.once('close', abandon)
  const stopWatching = cutOffStalledReader(socket)
  readable.once('close', () => socket.off('close', abandon))
  // What was read is sent for as long as its reader takes.
  stream.response.once('close', stopWatching)
  readable.once('close', () => {
    // With a reader who is gone already `lines` does not even begin, and so does not end them.
    void batches[Symbol.asyncIterator]().return?.()
  })
  return readable
}

/** Some 40 KB. Pieces of over 100 KB cost three times as much a line: each gets new memory from the system. */
const linesAtATime = 200

async function* lines(
  batches: Batches,
  { ctx: { logger, requestId }, metrics }: Stream,
  onBroken: () => void,
): AsyncGenerator<string> {
  const end = metrics.startStream()
  let sent = 0
  let outcome = 'abandoned'
  try {
    for await (const batch of batches) {
      for (let from = 0; from < batch.length; from += linesAtATime) {
        const some = batch.slice(from, from + linesAtATime)
        yield `${some.map((item) => JSON.stringify(item)).join('\n')}\n`
        sent += some.length
      }
    }
    outcome = 'complete'
  } catch (thrown) {
    outcome = 'broken'
    const error = fromUnknown(thrown)
    logger.warn({ reason: shorten(error.cause?.message ?? error.message, 1_000) }, 'a stream broke')
    yield `${JSON.stringify({ error: toProblem(error, requestId) })}\n`
    onBroken()
  } finally {
    end()
    logger.info({ lines: sent, outcome }, 'stream ended')
  }
}
