import { refetchAt, type NumberedEvent } from './event.ts'

/** So many events wait for a reader; one who has not read them by then has to list anew anyway. */
const capacity = 200

export interface Mailbox extends AsyncIterableIterator<NumberedEvent, undefined> {
  put: (event: NumberedEvent) => void
  /** Ends the reading after what is in it, with an error where there is a reason. */
  close: (reason?: Error) => void
}

/**
 * Keeps events until they are read, by one reader. One that is full forgets them and says to list anew. No generator,
 * for one that waits cannot be told to return.
 */
export function createMailbox(onClose: () => void): Mailbox {
  let waiting: NumberedEvent[] = []
  let isClosed = false
  let failure: Error | undefined
  let wake = () => {}

  const mailbox: Mailbox = {
    put(event) {
      if (isClosed) return
      if (waiting.length >= capacity) waiting = [refetchAt(event[0])]
      else waiting.push(event)
      wake()
    },
    close(reason) {
      if (isClosed) return
      isClosed = true
      failure = reason
      onClose()
      wake()
    },
    async next() {
      while (waiting.length === 0 && !isClosed) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const value = waiting.shift()
      if (!value && failure) throw failure
      return value ? { done: false, value } : { done: true, value: undefined }
    },
    async return() {
      waiting = []
      mailbox.close()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => mailbox,
  }
  return mailbox
}
