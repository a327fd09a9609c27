import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** Describes the machine, without which the numbers mean nothing. */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    /** If it exceeds the number of cores, other programs use the machine too. */
    loadBefore: loadavg()[0] ?? 0,
  }
}
