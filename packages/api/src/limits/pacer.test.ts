import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPacer, type Pacer } from './pacer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Starts to read ten batches that each take so long. The returned function says how many were read. */
function readPaced(pacer: Pacer, batchMs: number): () => number {
  let count = 0
  async function* batches() {
    for (let n = 0; n < 10; n++) {
      await new Promise((resolve) => setTimeout(resolve, batchMs))
      yield n
    }
  }
  async function read() {
    for await (const batch of pacer.pace(batches())) count = batch + 1
  }
  void read()
  return () => count
}

test('an export alone is read without pauses', async () => {
  const read = readPaced(createPacer(), 2)
  await vi.advanceTimersByTimeAsync(20)
  expect(read()).toBe(10)
})

test('an export pauses four times as long as it works while other calls start, and no longer', async () => {
  const pacer = createPacer()
  const read = readPaced(pacer, 2)
  for (let ms = 0; ms < 40; ms++) {
    pacer.recordCall()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(read()).toBe(4)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(read()).toBe(10)
})

test('a batch that took long is followed by a pause of twenty milliseconds', async () => {
  const pacer = createPacer()
  const read = readPaced(pacer, 980)
  for (let second = 0; second < 5; second++) {
    pacer.recordCall()
    await vi.advanceTimersByTimeAsync(800)
    pacer.recordCall()
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(read()).toBe(5)
})
