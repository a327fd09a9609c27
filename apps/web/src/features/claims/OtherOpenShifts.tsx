'use client'

import { useFormat } from '@/shared/format/useFormat.ts'
import { useSimilarShiftTexts } from '@/shared/i18n/similarShiftTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useMilesFromHome } from '@/shared/place/useFacilities.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { ShiftPlace } from '@/shared/shift/ShiftPlace.tsx'
import { shiftDay } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { Section } from './Section.tsx'
import styles from './OtherOpenShifts.module.css'
import { useSimilarShifts } from './useSimilarShifts.ts'

interface OtherOpenShiftsProps {
  shift: Shift
  onSelect: (shift: Shift) => void
  showDay: (day: string) => void
}

/** The shifts most like one that the worker can no longer claim. */
export default function OtherOpenShifts({ shift, onSelect, showDay }: OtherOpenShiftsProps) {
  const { otherOpenShifts } = useTexts()
  const texts = useSimilarShiftTexts()
  const { timeZone } = useViewer()
  const { similar, state } = useSimilarShifts(shift)
  if (!similar)
    return (
      <p className={styles.status} role="status">
        {{ ...otherOpenShifts, failed: texts.failed, loaded: '' }[state]}
      </p>
    )
  return (
    <Section title={similar.length > 0 ? texts.some : texts.none}>
      <ul className={styles.list}>
        {similar.map((other) => (
          <li key={other.id}>
            <SimilarShift shift={other} onSelect={() => onSelect(other)} />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={styles.everyShiftOfDay}
        onClick={() => showDay(shiftDay(shift, timeZone))}
      >
        {texts.everyShiftOfDay}
      </button>
    </Section>
  )
}

function SimilarShift({ shift, onSelect }: { shift: Shift; onSelect: () => void }) {
  const { timeZone } = useViewer()
  const { dayAndHours, formatMiles } = useFormat()
  const { facility } = shift
  const miles = useMilesFromHome().get(facility.id)
  return (
    <button type="button" className={styles.row} onClick={onSelect}>
      <span className={styles.hours}>{dayAndHours(shift, timeZone)}</span>
      <span className={styles.where}>
        <ShiftPlace facility={facility} />
        {miles !== undefined && <span>{` · ${formatMiles(miles)}`}</span>}
      </span>
    </button>
  )
}
