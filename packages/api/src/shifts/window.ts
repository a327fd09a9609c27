import type { z } from 'zod'
import { instant } from '../values.ts'

/** The window of a listing, [from, to), on the start of shifts. Unbounded where left out. */
export const shiftWindow = { from: instant.optional(), to: instant.optional() }

interface Window {
  from?: string | undefined
  to?: string | undefined
}

/** A malformed instant has an issue of its own. */
const isWellFormed = ({ from, to }: Window) =>
  [from, to].every((instantText) => instantText !== undefined && instant.safeParse(instantText).success)

const isInOrder = (window: Window) =>
  !(Date.parse(window.from ?? '') > Date.parse(window.to ?? '')) || !isWellFormed(window)

/** For an input that has `from` and `to`. */
export const windowInOrder = [
  isInOrder,
  { path: ['to'], error: 'must not be before from' },
] as const satisfies Parameters<z.ZodObject['refine']>

/** The longest window of counts, which read every shift in it: ten years, twice the span of the largest seeded data. */
const maxWindowDays = 3_660

export const maxWindowText = `at most ${maxWindowDays.toLocaleString('en-US')} days after from`

/** For an input that has `from` and `to`, and costs more the longer the window is. */
export const windowNotTooLong = [
  (window: Window) =>
    !(Date.parse(window.to ?? '') - Date.parse(window.from ?? '') > maxWindowDays * 86_400_000) ||
    !isWellFormed(window),
  { path: ['to'], error: `must be ${maxWindowText}` },
] as const satisfies Parameters<z.ZodObject['refine']>
