/**
 * Reads the first of `batches`, so that what is wrong with the question fails before the answer begins; the rest, the
 * first included, is read from what it returns.
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

/** The same batches. Calls `onEnd` when they end, fail or are returned, once the first was asked for. */
export async function* endingWith<T>(onEnd: () => void, batches: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* batches
  } finally {
    onEnd()
  }
}

/** The same batches, and one more, which says that they are complete and how many items were in them. */
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
