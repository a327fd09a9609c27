/** Runs `work` at most once at a time, and caches its result or its error for `cacheMs`. */
export function cacheBriefly<T>(work: () => Promise<T>, cacheMs: number): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= work().finally(() => {
      setTimeout(() => (result = undefined), cacheMs).unref()
    })
    return result
  }
}
