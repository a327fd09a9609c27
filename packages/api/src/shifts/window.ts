import type { z } from 'zod'
import { day, instant } from '../values.ts'
import { addFieldIssue } from './fieldIssue.ts'

/** A window of instants, [from, to), on the start of shifts. Unbounded where left out. */
export const instantWindow = { from: instant.optional(), to: instant.optional() }

/** A window of instants, or of days by each facility's own clock, [fromDay, toDay). Never both. */
export const shiftWindow = {
  ...instantWindow,
  fromDay: day.optional().meta({ description: 'By the facility’s clock. Not together with from or to.' }),
  toDay: day
    .optional()
    .meta({ description: 'By the facility’s clock, exclusive. Not together with from or to.' }),
}

interface Window {
  from?: string | undefined
  to?: string | undefined
  fromDay?: string | undefined
  toDay?: string | undefined
}

type Context = Pick<z.RefinementCtx, 'addIssue'>

/** The longest window of counts, which read every shift in it: ten years, twice the span of the largest seeded data. */
const maxWindowDays = 3_660

const maxWindowText = `at most ${maxWindowDays.toLocaleString('en-US')} days after`

/** The window of counts. */
export const boundedWindow = {
  ...shiftWindow,
  to: shiftWindow.to.meta({ description: `Required with from, ${maxWindowText} it.` }),
  toDay: shiftWindow.toDay.meta({ description: `Required with fromDay, ${maxWindowText} it.` }),
}

/** The two fields of the kind of window that the input has. */
const fieldsOf = ({ fromDay, toDay }: Window) =>
  fromDay !== undefined || toDay !== undefined ? (['fromDay', 'toDay'] as const) : (['from', 'to'] as const)

/** The length of a window in milliseconds. NaN if it is unbounded, or malformed, which is an issue of its own. */
function lengthOf(window: Window): number {
  const [first, last] = fieldsOf(window)
  const schema = first === 'fromDay' ? day : instant
  const [start, end] = [window[first], window[last]]
  if (start === undefined || end === undefined) return NaN
  if (!schema.safeParse(start).success || !schema.safeParse(end).success) return NaN
  return Date.parse(end) - Date.parse(start)
}

/** For an input that has the fields of a window. */
export function checkWindow(window: Window, ctx: Context): void {
  const [first, last] = fieldsOf(window)
  const isMixed = first === 'fromDay' && (window.from !== undefined || window.to !== undefined)
  if (isMixed) {
    const field = window.fromDay === undefined ? last : first
    addFieldIssue(ctx, field, 'cannot be combined with from or to')
  }
  if (lengthOf(window) < 0) addFieldIssue(ctx, last, `must not be before ${first}`)
}

/** For an input that costs more the longer the window is, which therefore needs both ends. */
export function checkBoundedWindow(window: Window, ctx: Context): void {
  checkWindow(window, ctx)
  const [first, last] = fieldsOf(window)
  for (const field of [first, last])
    if (window[field] === undefined)
      addFieldIssue(ctx, field, 'is required: from and to, or fromDay and toDay')
  if (lengthOf(window) > maxWindowDays * 86_400_000)
    addFieldIssue(ctx, last, `must be ${maxWindowText} ${first}`)
}
