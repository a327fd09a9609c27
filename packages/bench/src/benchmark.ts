import type { Databases } from './database/databases.ts'
import type { Chart } from './report/chart.ts'
import type { Spread } from './statistics.ts'

/** What a benchmark is run with. */
export interface Setting {
  databases: Databases
  /** Only what matters most, for who will not wait. */
  isQuick: boolean
  /** How long each candidate is measured in each round. */
  seconds: number
  rounds: number
}

export type Row = Record<string, string | number | Spread>

export interface Table {
  /** For the page that quotes it. */
  name: string
  rows: Row[]
}

/** What is quoted as it is. */
export interface Text {
  name: string
  text: string
}

/** Something that the product promises, and what was found. */
export interface Goal {
  what: string
  found: number
  /** Such as "at least 0.7". */
  wanted: string
  holds: boolean
}

export interface Outcome {
  tables: Table[]
  goals: Goal[]
  charts?: Chart[]
  texts?: Text[]
}

export interface Benchmark {
  name: string
  /** What it measures, in a line. */
  title: string
  /** Too long for the quick mode. */
  isLong?: boolean
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
