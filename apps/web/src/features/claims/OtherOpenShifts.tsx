'use client'

import { pageInput } from '@/shared/calendar/inputs.ts'
import { noFilter } from '@/shared/filter/shiftFilter.ts'
import { dayOf, daysWindow } from '@/shared/time/period.ts'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { dayInWords } from '@/shared/format/format.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDialog.module.css'
import { ShiftRow } from '@/shared/shift/ShiftRow.tsx'

interface OtherOpenShiftsProps {
  shift: Shift
  onSelect: (shift: Shift) => void
  showDay: (day: string) => void
}

const maxShown = 5

/** Other open shifts on the day of a shift that the worker can no longer claim. */
export function OtherOpenShifts({ shift, onSelect, showDay }: OtherOpenShiftsProps) {
  const texts = useTexts().otherOpenShifts
  const viewer = useViewer()
  const day = dayOf(shift.startsAt, viewer.timeZone)
  const window = { ...daysWindow(viewer.timeZone, day), limit: maxShown + 1 }
  const query = trpc.shift.listEligible.useQuery(pageInput(viewer, noFilter, window))
  const { data } = query
  const state = loadStateOf(query)
  if (!data) return <p role="status">{state === 'loaded' ? '' : texts[state]}</p>
  const others = data.shifts.filter(({ id }) => id !== shift.id)
  return (
    <section className={styles.otherOpenShifts}>
      <h3>{others.length > 0 ? texts.some(dayInWords(day)) : texts.none(dayInWords(day))}</h3>
      <ul>
        {others.slice(0, maxShown).map((other) => (
          <li key={other.id}>
            <ShiftRow shift={other} onSelect={() => onSelect(other)} />
          </li>
        ))}
      </ul>
      {others.length > maxShown && (
        <button type="button" className={styles.everyShiftOfDay} onClick={() => showDay(day)}>
          {texts.everyShiftOfDay}
        </button>
      )}
    </section>
  )
}
