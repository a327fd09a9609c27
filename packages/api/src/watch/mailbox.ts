import type { NumberedEvent } from './event.ts'

/** So many events wait for a reader; one who has not read them by then has to list anew anyway. */
const capacity = 200

export interface Mailbox extends AsyncIterable<NumberedEvent> {
  put: (event: NumberedEvent) => void
  /** Ends the reading, after what is in it. */
  close: () => void
}

/** Keeps events until they are read, by one reader. One that is full forgets them and says to list anew. */
export function createMailbox(): Mailbox {
  let waiting: NumberedEvent[] = []
  let isClosed = false
  let wake = () => {}

  return {
    put(event) {
      if (isClosed) return
      if (waiting.length >= capacity) waiting = [{ id: event.id, event: { type: 'refetch' } }]
      else waiting.push(event)
      wake()
    },
    close() {
      isClosed = true
      wake()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const read = waiting
        waiting = []
        yield* read
        if (waiting.length > 0) continue
        if (isClosed) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
