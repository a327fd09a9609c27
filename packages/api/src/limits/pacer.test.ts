import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPacer, type Pacer } from './pacer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Starts to read ten batches of 1,000 rows that each take so long. The returned function says how many were read. */
function readPaced(pacer: Pacer, batchMs: number): () => number {
  let count = 0
  async function* batches() {
    for (let n = 0; n < 10; n++) {
      await new Promise((resolve) => setTimeout(resolve, batchMs))
      yield Array.from({ length: 1_000 }, () => n)
    }
  }
  async function read() {
    for await (const [n = 0] of pacer.pace(batches())) count = n + 1
  }
  void read()
  return () => count
}

/** Lets the time pass while other calls start. */
async function advanceWithCalls(pacer: Pacer, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed++) {
    pacer.recordCall()
    await vi.advanceTimersByTimeAsync(1)
  }
}

test('an export alone is read without pauses', async () => {
  const read = readPaced(createPacer(), 2)
  await vi.advanceTimersByTimeAsync(20)
  expect(read()).toBe(10)
})

test('an export reads 20,000 rows a second while other calls start, and then without pauses', async () => {
  const pacer = createPacer()
  const read = readPaced(pacer, 2)
  await advanceWithCalls(pacer, 205)
  expect(read()).toBe(5)
  await vi.advanceTimersByTimeAsync(300)
  expect(read()).toBe(10)
})

test('an export that is read more slowly than that is not slowed down further', async () => {
  const pacer = createPacer()
  const read = readPaced(pacer, 60)
  await advanceWithCalls(pacer, 300)
  expect(read()).toBe(5)
})
