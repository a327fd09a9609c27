import {
  connect,
  countEligibleShiftsByDay,
  listEligibleShifts,
  type Database,
  type ShiftFilter,
} from '@shifts/db'
import { atMost, type Benchmark, type Goal, type Row } from '../benchmark.ts'
import { month } from '../database/databases.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import { inRounds } from '../load/rounds.ts'
import { median, percentile } from '../statistics.ts'
import { pageLimit } from './requests.ts'

const callsInRound = 25
const slowdownGoal = 2

/** `none` is the baseline: the same call without a filter. */
const none = 'none'
const filterCases: Record<string, ShiftFilter> = {
  [none]: {},
  'at night': { partsOfDay: ['night'] },
  'Saturday evenings': { weekdays: ['sat'], partsOfDay: ['evening'] },
  '4 to 10 hours long': { minHours: 4, maxHours: 10 },
  'within 25 miles of home': { withinMiles: 25 },
  'not started': { notStarted: true },
  'fits around claimed shifts': { fitsAroundClaimed: true },
  'with 10 hours of rest': { fitsAroundClaimed: true, minRestHours: 10 },
  'all of these': {
    partsOfDay: ['evening', 'night'],
    weekdays: ['sat', 'sun'],
    minHours: 4,
    maxHours: 10,
    withinMiles: 25,
    notStarted: true,
    fitsAroundClaimed: true,
    minRestHours: 10,
  },
}

type Call = (db: Database<'replica'>, workerId: number, filter: ShiftFilter) => Promise<unknown>

const calls: Record<string, Call> = {
  [`the next ${pageLimit} shifts`]: (db, workerId, filter) =>
    listEligibleShifts(db, { workerId, from: month.from, limit: pageLimit, ...filter }),
  'the shifts of 30 days': (db, workerId, filter) =>
    listEligibleShifts(db, { workerId, ...month, limit: pageLimit, ...filter }),
  'counts of 30 days': (db, workerId, filter) =>
    countEligibleShiftsByDay(db, { workerId, ...month, ...filter }),
}

/** Measures what each filter adds to the time of a list and of counts, one call at a time and without HTTP. */
export const filters: Benchmark = {
  name: 'filters',
  title: 'Lists and counts with each filter',
  isLong: true,
  async run({ databases, rounds }) {
    const url = await databases.seeded('marketplace')
    const { typical, deterministic } = await workersOf(url)
    const { db, close } = connect(url)
    try {
      const rows: Row[] = []
      const goals: Goal[] = []
      for (const worker of [typical, deterministic]) {
        for (const [what, call] of Object.entries(calls)) {
          const measured = await measure(rounds, db, worker, call)
          rows.push(...measured.map((row) => ({ worker: worker.label, what, ...row })))
          const slowest = Math.max(...measured.map((row) => row['p95 over none']))
          goals.push(
            atMost(slowdownGoal, `p95 of ${what} over none, ${worker.label} worker, slowest filter`, slowest),
          )
        }
      }
      return { tables: [{ name: 'filters', rows }], goals }
    } finally {
      await close()
    }
  },
}

async function measure(rounds: number, db: Database<'replica'>, { id }: Worker, call: Call) {
  const samples = await inRounds(
    rounds,
    new Map(
      Object.entries(filterCases).map(([name, filter]) => [
        name,
        async () => {
          const elapsed: number[] = []
          for (let n = 0; n < callsInRound; n++) {
            const startedAt = performance.now()
            await call(db, id, filter)
            elapsed.push(performance.now() - startedAt)
          }
          return elapsed
        },
      ]),
    ),
  )
  const baseline = samples.get(none)?.flat() ?? []
  return [...samples].map(([filter, ofRounds]) => {
    const ms = ofRounds.flat()
    return {
      filter,
      'p50 ms': median(ms),
      'p95 ms': percentile(ms, 95),
      'p95 over none': percentile(ms, 95) / percentile(baseline, 95),
    }
  })
}
