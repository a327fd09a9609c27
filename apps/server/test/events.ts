import { Readable } from 'node:stream'
import type { ReadableHeaders } from '@shifts/api'
import { z } from 'zod'
import type { TestResponse } from './testResponse.ts'

export const isEventStream = (headers: ReadableHeaders): boolean =>
  headers.get('content-type')?.startsWith('text/event-stream') ?? false

/** An event as it is sent. */
export interface WireEvent {
  /** The name of tRPC's events about the stream itself, such as `connected`. Events of the procedure have none. */
  event?: string
  id?: string
  data?: string
}

/** Reads events one by one, and stops when the reader does. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<WireEvent> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of body) {
    text += decoder.decode(piece, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const event = Object.fromEntries(
        [...part.matchAll(/^(\w+): (.*)$/gm)].map(([, key, value]) => [key, value]),
      )
      if (Object.keys(event).length > 0) yield event
    }
  }
}

const failure = z.looseObject({ data: z.looseObject({ httpStatus: z.int() }) })

/** The first event of a stream as a response. An error event becomes a response with the error's status. */
export async function beginningOf(response: Response): Promise<TestResponse> {
  const { status, headers, body } = response
  for await (const { event, data = '' } of readEvents(body ?? Readable.from([]))) {
    if (event === 'serialized-error') {
      const error = failure.parse(JSON.parse(data))
      return { status: error.data.httpStatus, headers, body: { error } }
    }
    if (event === undefined) return { status, headers, body: JSON.parse(data) }
  }
  throw new Error('The stream has ended without an event.')
}
