import type { WalPosition } from './walPosition.ts'

/** Where the primary's write-ahead log ended at a time. */
export interface Sample {
  position: WalPosition
  atMs: number
}

/** With a sample a second, lags of up to an hour are measured. */
const maxSamples = 3_600

/** Adds a sample at the end. Another server may have become the primary, with a shorter log: then earlier samples are removed. */
export function addSample(samples: Sample[], sample: Sample): void {
  const newest = samples.at(-1)
  if (newest && sample.position < newest.position) samples.length = 0
  samples.push(sample)
  if (samples.length > maxSamples) samples.shift()
}

/**
 * How far a replica that has replayed the log up to `replayed` is behind: the time from the oldest sample that it lacks to the newest
 * sample. So a primary that writes nothing is no lag, and a lag does not grow while the primary is away and no sample is added.
 * @param samples in the order of time
 */
export function lagMs(samples: readonly Sample[], replayed: WalPosition): number {
  const missed = samples.find(({ position }) => position > replayed)
  const newest = samples.at(-1)
  return missed && newest ? newest.atMs - missed.atMs : 0
}
