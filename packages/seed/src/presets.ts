import type { Profession } from '@shifts/db/schema'
import { citiesByZone, type City } from './cities.ts'

export const presetNames = ['marketplace', 'challenge', 'tiny'] as const
export type PresetName = (typeof presetNames)[number]

interface Population {
  count: number
  inactive: number
}

/** The contents of a seeded database. Shares are per mille. Days count from the anchor day, which is day 0. */
export interface Preset {
  facilities: Population
  documents: Population
  /** The three deterministic workers are added to these, with the next ids. */
  workers: Population
  /** Assigned to the workers in rotation. */
  professionMix: Profession[]
  /** Random pairs of a facility and a document that it requires. Duplicates are merged. */
  requirementDraws: number
  /** Random pairs of a worker and a document that it holds. Duplicates are merged. */
  documentDraws: number
  /** Whether low ids are more frequent, so that some documents are common and some facilities and workers are busy. */
  skewed: boolean
  /** By time zone. Null stands for facilities without a city, which are nobody's home. */
  citiesByZone: Record<string, (City | null)[]>
  shifts: number
  firstDay: number
  days: number
  /** The start in the facility's local time, and the length in hours. */
  patterns: { start: string; hours: number }[]
  deleted: number
  /** The share before the anchor, on the anchor day and on the last day. Between those two it changes linearly. */
  claimed: { past: number; soon: number; late: number }
}

const dayEveningAndNight = [
  { start: '06:45', hours: 8 },
  { start: '07:00', hours: 8 },
  { start: '07:00', hours: 12 },
  { start: '06:30', hours: 12 },
  { start: '14:45', hours: 8 },
  { start: '15:00', hours: 8 },
  { start: '22:45', hours: 8 },
  { start: '23:00', hours: 8 },
  { start: '18:30', hours: 12 },
  { start: '19:00', hours: 12 },
]

const marketplace: Preset = {
  facilities: { count: 2_000, inactive: 200 },
  documents: { count: 40, inactive: 2 },
  workers: { count: 20_000, inactive: 600 },
  professionMix: ['CNA', 'CNA', 'CNA', 'CNA', 'CNA', 'LVN', 'LVN', 'RN', 'RN', 'RN'],
  requirementDraws: 8_000,
  documentDraws: 320_000,
  skewed: true,
  citiesByZone,
  shifts: 2_000_000,
  firstDay: -275,
  days: 365,
  patterns: dayEveningAndNight,
  deleted: 40,
  claimed: { past: 900, soon: 800, late: 200 },
}

const tiny: Preset = {
  ...marketplace,
  facilities: { count: 12, inactive: 1 },
  documents: { count: 10, inactive: 1 },
  workers: { count: 40, inactive: 2 },
  requirementDraws: 24,
  documentDraws: 160,
  shifts: 600,
  firstDay: -7,
  days: 37,
}

const challenge: Preset = {
  // Six of ten active, so that a deterministic worker may take 2,000,000 x 6/10 x 1/2 x 1/2 x 1/3 shifts.
  facilities: { count: 10, inactive: 4 },
  documents: { count: 10, inactive: 5 },
  workers: { count: 100, inactive: 50 },
  professionMix: ['CNA', 'LVN', 'RN'],
  requirementDraws: 2_000,
  documentDraws: 500,
  skewed: false,
  citiesByZone: { UTC: [null] },
  shifts: 2_000_000,
  firstDay: 0,
  days: 1_826,
  patterns: [
    { start: '05:00', hours: 5 },
    { start: '13:00', hours: 5 },
    { start: '20:00', hours: 5 },
  ],
  deleted: 500,
  claimed: { past: 500, soon: 500, late: 500 },
}

export const presets: Record<PresetName, Preset> = { marketplace, challenge, tiny }
