import { refetchAt, type EventWithId } from './event.ts'

/** The most events that wait for a slow reader. One that falls further behind has to list again. */
const capacity = 200

export interface EventQueue extends AsyncIterableIterator<EventWithId, undefined> {
  push: (event: EventWithId) => void
  /** Ends the iteration once the waiting events are read: with `error`, if there is one. */
  close: (error?: Error) => void
}

/**
 * The events of one client until it reads them. A full queue drops its events for one that says to list again. It is not
 * a generator, because a generator that waits cannot be ended by `return`.
 */
export function createEventQueue(onClose: () => void): EventQueue {
  let waiting: EventWithId[] = []
  let isClosed = false
  let failure: Error | undefined
  let wake = () => {}

  const queue: EventQueue = {
    push(event) {
      if (isClosed) return
      if (waiting.length >= capacity) waiting = [refetchAt(event[0])]
      else waiting.push(event)
      wake()
    },
    close(error) {
      if (isClosed) return
      isClosed = true
      failure = error
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
      queue.close()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => queue,
  }
  return queue
}
