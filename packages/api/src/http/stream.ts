/**
 * Reads the first batch, so that an error in the input is thrown before the response begins. The returned iterable
 * yields all batches, the first included.
 */
export async function startReading<T>(batches: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await batches.next()
  return {
    [Symbol.asyncIterator]() {
      let isFirst = true
      const next = async () => {
        if (!isFirst) return batches.next()
        isFirst = false
        return first
      }
      return { next, return: () => batches.return(undefined) }
    },
  }
}

/** Yields the same batches. Once the first was requested, it calls `onEnd` when they end or fail, or the reader stops. */
export async function* withOnEnd<T>(onEnd: () => void, batches: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* batches
  } finally {
    onEnd()
  }
}

/** Yields the same batches, and a last one that says that they are complete and how many items they had. */
export async function* withEndLine<T>(
  batches: AsyncGenerator<T[]>,
): AsyncGenerator<(T | { end: true; count: number })[]> {
  let count = 0
  for await (const batch of batches) {
    count += batch.length
    yield batch
  }
  yield [{ end: true, count }]
}
