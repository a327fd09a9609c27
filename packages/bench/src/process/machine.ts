import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

/** On what the numbers were found: without it they say nothing. */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    /** Above the cores, others use the machine too. */
    loadBefore: loadavg()[0] ?? 0,
  }
}
