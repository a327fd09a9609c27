/** Other calls count as running for so long after one has started: an ordinary call takes a few milliseconds. */
const recentMs = 250

/** While other calls are running, an export works for a fifth of the time. */
const pauseRatio = 4

/** A batch also takes as long as its reader is slow, and that time costs the others nothing. */
const maxPauseMs = 20

/** Slows exports down while other calls are running, as they would keep a core of the database and this process's thread busy. */
export interface Pacer {
  /** Records that a call has started. */
  recordCall: () => void
  /** The same batches. While other calls are running, each is followed by a pause, in proportion to how long the batch took. */
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
