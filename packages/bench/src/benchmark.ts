import type { PresetName } from '@shifts/db/seed'
import type { Spread } from './statistics.ts'

/** What a benchmark is run with. */
export interface Setting {
  /** A migrated and seeded database, which is only read. */
  url: string
  /** The instant from which on shifts are upcoming. */
  from: string
  /** How long each contender is measured in each round. */
  seconds: number
  rounds: number
}

export type Row = Record<string, string | number | Spread>

/** Something that the product promises, and what was found. */
export interface Goal {
  what: string
  found: number
  /** Such as "at least 0.7". */
  wanted: string
  holds: boolean
}

export interface Outcome {
  rows: Row[]
  goals: Goal[]
}

export interface Benchmark {
  name: string
  /** What it measures, in a line. */
  title: string
  /** What a throw-away database is filled with for it. */
  preset: PresetName
  run: (setting: Setting) => Promise<Outcome>
}

export const atLeast = (limit: number, what: string, found: number): Goal => ({
  what,
  found,
  wanted: `at least ${limit}`,
  holds: found >= limit,
})

export const atMost = (limit: number, what: string, found: number): Goal => ({
  what,
  found,
  wanted: `at most ${limit}`,
  holds: found <= limit,
})
