/** For this long after a call has started, other calls count as running. An ordinary call takes a few milliseconds. */
const recentMs = 250

/** How many rows a second an export reads while other calls are running: about a fifth of what it reads alone. */
const rowsPerSecond = 20_000

/** Slows exports down while other calls are running. Otherwise they would keep this process and a core of the database busy. */
export interface Pacer {
  /** Records that a call has started. */
  recordCall: () => void
  /** Yields the same batches of rows. While other calls are running, it pauses after each to limit the rate. */
  pace: <T>(batches: AsyncGenerator<T[]>) => AsyncGenerator<T[]>
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
        const pauseMs = (batch.length / rowsPerSecond) * 1_000 - (now - resumedAt)
        if (pauseMs > 0 && now - lastCallAt < recentMs) await sleep(pauseMs)
        resumedAt = performance.now()
      }
    },
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
