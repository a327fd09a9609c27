/** For this long after a call has started, other calls count as running. An ordinary call takes a few milliseconds. */
const recentMs = 250

/** While other calls are running, an export works for a fifth of the time. */
const pauseRatio = 4

/** The longest pause. The measured time of a batch includes the wait for a slow reader, which costs other calls nothing. */
const maxPauseMs = 20

/** Slows exports down while other calls are running. Otherwise they would keep this process and a core of the database busy. */
export interface Pacer {
  /** Records that a call has started. */
  recordCall: () => void
  /** Yields the same batches. While other calls are running, it pauses after each, in proportion to the time that it took. */
  pace: <T>(batches: AsyncGenerator<T>) => AsyncGenerator<T>
}

export function createPacer(): Pacer {
  let lastCallAt = -Infinity
  return {
    recordCall() {
      lastCallAt = performance.now()
    },
    async *pace(batches) {
      let resumedAt = performance.now()
      for await (const batch of batches) {
        yield batch
        const now = performance.now()
        if (now - lastCallAt < recentMs) await sleep(Math.min((now - resumedAt) * pauseRatio, maxPauseMs))
        resumedAt = performance.now()
      }
    },
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
