import { useId } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import { isOver, type ClaimedShift } from '@/shared/shift/shift.ts'
import { addDays, visibleDays } from '@/shared/time/period.ts'
import { useNow, useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { HoursBar } from './HoursBar.tsx'
import { MyShiftCard } from './MyShiftCard.tsx'
import { RestNote } from './RestNote.tsx'
import styles from './WeekSection.module.css'
import { fullWeekMinutes, type Week } from './weeks.ts'

interface WeekSectionProps {
  week: Week
  /** Gives a shift back. Left out for the past. */
  release?: (shift: ClaimedShift) => void
  onSelect: (shift: ClaimedShift) => void
}

/** A week with its hours, and its shifts with the rest before each that is not over. In the past, the newest is first. */
export function WeekSection({ week, release, onSelect }: WeekSectionProps) {
  const texts = useMyShiftsTexts()
  const { formatMinutes, periodTitle } = useFormat()
  const viewer = useViewer()
  const headingId = useId()
  const today = useToday()
  const now = useNow()
  const { firstDay, minutes } = week
  const thisWeek = visibleDays({ view: 'week', date: today }, viewer.firstDay).fromDay
  const name = new Map([
    [thisWeek, texts.thisWeek],
    [addDays(thisWeek, 7), texts.nextWeek],
  ]).get(firstDay)
  const overtime = minutes - fullWeekMinutes
  const shifts = release ? week.shifts : week.shifts.toReversed()
  return (
    <section className={styles.week} aria-labelledby={headingId}>
      <div className={styles.head}>
        <h3 id={headingId} className={styles.title}>
          {name && <span>{name}</span>}
          <span className={styles.dates}>
            {periodTitle({ view: 'week', date: firstDay }, viewer.firstDay)}
          </span>
        </h3>
        <p className={styles.hours}>
          <strong>{formatMinutes(minutes)}</strong>
          {overtime > 0 && <span className={styles.overtime}>{texts.overtime(formatMinutes(overtime))}</span>}
        </p>
        <HoursBar minutes={minutes} />
      </div>
      <ul className={styles.shifts}>
        {shifts.map(({ shift, gap }) => (
          <li key={shift.id}>
            {gap && !isOver(shift, now) && <RestNote gap={gap} />}
            <MyShiftCard shift={shift} release={release} onSelect={onSelect} />
          </li>
        ))}
      </ul>
    </section>
  )
}
