import { useTestDatabase } from '@shifts/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandsAround } from './model/commands.ts'
import { modelAround } from './model/arbitraries.ts'
import { startSystem } from './model/system.ts'

const database = await useTestDatabase()

/** The database's current time, as a full hour. */
async function readClock(): Promise<string> {
  const { rows } = await database.db.execute<{ now: string }>(
    `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"') as now`,
  )
  return rows[0]?.now ?? ''
}

/** Each must occur in some run, or the test would not cover it. */
const requiredOutcomes = [
  'claim: OK',
  'claim: ALREADY_CLAIMED',
  'claim: ALREADY_STARTED',
  'claim: OVERLAPS_CLAIMED',
  'claim: UNPROCESSABLE_CONTENT',
  'claim: NOT_FOUND',
  'release: OK',
  'release: ALREADY_STARTED',
  'release: NOT_CLAIMED_BY_WORKER',
  'release: NOT_FOUND',
  'SQL: refused',
  'available',
  'gone',
  'refetch',
  'resumed',
  'disconnected',
]

test(
  'after any claims, releases and changes, every output and every watching client agrees with the model',
  { timeout: 300_000 },
  async () => {
    const outcomes = new Map<string, number>()
    const tally = (what: string) => outcomes.set(what, (outcomes.get(what) ?? 0) + 1)

    const now = await readClock()
    const commands = fc.commands([commandsAround(now)], { maxCommands: 60, size: 'max' })
    const property = fc.asyncProperty(modelAround(now), commands, async (initial, commands) => {
      const model = structuredClone(initial)
      const system = await startSystem(database, model, tally)
      try {
        await fc.asyncModelRun(() => ({ model, real: system }), commands)
      } finally {
        await system.close()
      }
    })
    const missing = () => requiredOutcomes.filter((outcome) => !outcomes.has(outcome))
    await fc.assert(property, { numRuns: 8 })
    // By chance, some outcome may not have occurred yet.
    for (let more = 0; more < 25 && missing().length > 0; more++) await fc.assert(property, { numRuns: 4 })
    expect(missing()).toEqual([])
  },
)
