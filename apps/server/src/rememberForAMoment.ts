/** However often it is called, `work` runs once at a time, and its result, or its failure, serves for so long. */
export function rememberForAMoment<T>(work: () => Promise<T>, memoryMs: number): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= work().finally(() => {
      setTimeout(() => (result = undefined), memoryMs).unref()
    })
    return result
  }
}
