import type { Call, WatchHub } from '@shifts/api'
import type { Replicas, Servers } from '@shifts/db'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  recordCall: (call: Call) => void
  /** Counts a stream as running. The returned function counts it as ended. */
  startStream: () => () => void
  contentType: string
  text: () => Promise<string>
}

interface Measured {
  pools: Record<string, Pick<Servers, 'poolUse'>>
  replicas: Replicas | undefined
  hub: Pick<WatchHub, 'watching' | 'isListening'>
}

/** The metrics of this process, in Prometheus' text format. */
export function createMetrics({ pools, replicas, hub }: Measured): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  // The version of Node would help an attacker and nobody else.
  registry.removeSingleMetric('nodejs_version_info')

  const calls = new Histogram({
    name: 'open_shifts_procedure_duration_seconds',
    help: 'How long the calls of a procedure took, by their outcome: OK or the code of the error',
    labelNames: ['procedure', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  })
  const streams = new Gauge({
    name: 'open_shifts_streams',
    help: 'Exports that are being streamed',
    registers,
  })
  new Gauge({
    name: 'open_shifts_subscribers',
    help: 'Clients that receive live updates',
    registers,
    collect() {
      this.set(hub.watching())
    },
  })
  new Gauge({
    name: 'open_shifts_listening',
    help: 'Whether changes arrive from the database: 1, or 0 while watches are refused',
    registers,
    async collect() {
      this.set((await hub.isListening()) ? 1 : 0)
    },
  })
  new Gauge({
    name: 'open_shifts_database_pool',
    help: 'Connections to the database by pool and state, and the queries that wait for one',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const [pool, { poolUse }] of Object.entries(pools)) {
        const { total, idle, waiting } = poolUse()
        this.set({ pool, state: 'idle' }, idle)
        this.set({ pool, state: 'busy' }, total - idle)
        this.set({ pool, state: 'waiting' }, waiting)
      }
    },
  })

  if (replicas) measureReplicas(replicas, registers)

  return {
    recordCall: ({ procedure, outcome, durationMs }) =>
      calls.observe({ procedure, outcome }, durationMs / 1_000),
    startStream() {
      streams.inc()
      return () => streams.dec()
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  }
}

function measureReplicas({ all }: Replicas, registers: Registry[]): void {
  new Gauge({
    name: 'open_shifts_replica_lag_seconds',
    help: 'How far a replica is behind the primary, an hour at most',
    labelNames: ['replica'],
    registers,
    collect() {
      for (const { name, lagMs } of all) this.set({ replica: name }, lagMs() / 1_000)
    },
  })
  new Gauge({
    name: 'open_shifts_replica_used',
    help: 'Whether reads may run on a replica: 1, or 0 while it is left out',
    labelNames: ['replica'],
    registers,
    collect() {
      for (const { name, problem } of all) this.set({ replica: name }, problem() === undefined ? 1 : 0)
    },
  })
}
