import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { shorten, toTRPCError, type Context } from '@shifts/api'
import { toProblem } from '../errors.ts'
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

/** Whether a procedure's output is streamed line by line. */
export const isInBatches = (output: unknown): output is Batches =>
  typeof output === 'object' && output !== null && Symbol.asyncIterator in output

/**
 * Streams the items of the batches as lines of JSON, no faster than they are read. After an error, the last line is
 * `{"error": problem}` and the transfer ends without its final chunk. A transfer that ends as HTTP requires is complete.
 */
export function ndjson(batches: Batches, stream: Stream): Readable {
  let isBroken = false
  const onBroken = () => (isBroken = true)
  const readable = Readable.from(lines(batches, stream, onBroken), { objectMode: false })
  endWithSource(stream.response, () => isBroken)
  const { socket } = stream.response.req
  const cancel = () => readable.destroy()
  // A pipelined response that still waits for the one before gets no event when its connection closes.
  if (socket.destroyed) cancel()
  else socket.once('close', cancel)
  const stopChecking = cutOffStalledReader(socket)
  readable.once('close', () => socket.off('close', cancel))
  // The response still sends its buffer after the source has ended. A pipelined one gets no event when its connection closes.
  stream.response.once('close', stopChecking)
  socket.once('close', stopChecking)
  stream.response.once('close', () => socket.off('close', stopChecking))
  readable.once('close', () => {
    // If the reader has disconnected already, `lines` never starts, so it does not end the batches.
    void batches[Symbol.asyncIterator]().return?.()
  })
  return readable
}

/** About 40 KB. With chunks of over 100 KB a line costs three times as much, because each is allocated by the system. */
const linesPerChunk = 200

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
      for (let from = 0; from < batch.length; from += linesPerChunk) {
        const chunk = batch.slice(from, from + linesPerChunk)
        yield `${chunk.map((item) => JSON.stringify(item)).join('\n')}\n`
        sent += chunk.length
      }
    }
    outcome = 'complete'
  } catch (thrown) {
    outcome = 'broken'
    const error = toTRPCError(thrown)
    logger.warn({ reason: shorten(error.cause?.message ?? error.message, 1_000) }, 'stream failed')
    yield `${JSON.stringify({ error: toProblem(error, requestId) })}\n`
    onBroken()
  } finally {
    end()
    logger.info({ lines: sent, outcome }, 'stream ended')
  }
}
