import type { Databases } from './database/databases.ts'
import type { Chart } from './report/chart.ts'
import type { Spread } from './statistics.ts'

/** The settings of a run, and its databases. */
export interface Setting {
  databases: Databases
  /** Measures only the most important cases, to be fast. */
  isQuick: boolean
  /** How long each candidate is measured in each round. */
  seconds: number
  rounds: number
}

export type Row = Record<string, string | number | Spread>

export interface Table {
  /** The name by which PERFORMANCE.md quotes it. */
  name: string
  rows: Row[]
}

/** A text that PERFORMANCE.md quotes. */
export interface Text {
  name: string
  text: string
}

/** A goal of the product, and the measured value. */
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
  /** One line about what it measures. */
  title: string
  /** Runs only with --full or by name. */
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
