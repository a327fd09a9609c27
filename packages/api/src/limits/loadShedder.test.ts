import perfHooks, { createHistogram } from 'node:perf_hooks'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OverloadedError } from '../http/errors.ts'
import { createLoadShedder } from './loadShedder.ts'

const histogram = Object.assign(createHistogram(), { enable: () => true, disable: () => true })
vi.spyOn(perfHooks, 'monitorEventLoopDelay').mockReturnValue(histogram)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = ({ waiting = 0, ...limits }: { waiting?: number; maxEventLoopDelayMs?: number } = {}) =>
  createLoadShedder({ waitingQueries: () => waiting, ...limits })

/** Simulates a second in which the event loop has this mean delay, or never runs. */
function second(delayMs: number): void {
  vi.spyOn(histogram, 'count', 'get').mockReturnValue(delayMs === Infinity ? 0 : 1)
  vi.spyOn(histogram, 'mean', 'get').mockReturnValue((delayMs + 10) * 1e6)
  vi.advanceTimersByTime(1_000)
}

test('refuses requests while the event loop has been late for several seconds, and no longer', () => {
  const check = start()
  for (const delayMs of [501, 600, Infinity, 5_000]) second(delayMs)
  expect(check).not.toThrow()
  second(501)
  expect(check).toThrow(OverloadedError)
  second(500)
  expect(check).not.toThrow()
})

test('refuses no request for a single long block, nor without a limit', () => {
  const check = start()
  const unlimited = start({ maxEventLoopDelayMs: 0 })
  for (let times = 0; times < 5; times++) {
    second(3_000)
    second(1)
  }
  expect(check).not.toThrow()
  for (let times = 0; times < 10; times++) second(3_000)
  expect(unlimited).not.toThrow()
})

test('refuses requests while more than a hundred queries wait', () => {
  expect(start({ waiting: 100 })).not.toThrow()
  expect(start({ waiting: 101 })).toThrow(OverloadedError)
})
