import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { ClaimedShift, Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { ClaimedShiftButton } from './ClaimedShiftButton.tsx'
import { Section } from './Section.tsx'
import styles from './WeekNote.module.css'
import { isShortRest, minutesOfWeek, restAround, type Rest } from '@/shared/shift/week.ts'

interface WeekNoteProps {
  shift: Shift
  /** The worker's claimed shifts of the days around it. None of them overlaps it. */
  claimed: readonly ClaimedShift[]
  onSelect: (claimed: ClaimedShift) => void
}

const restStyle = ({ minutes }: Rest) => (isShortRest(minutes) ? styles.shortRest : undefined)

/** What the shift means for the worker's week: the rest around it, and the hours of the week with it. */
export function WeekNote({ shift, claimed, onSelect }: WeekNoteProps) {
  const texts = useTexts().week
  const viewer = useViewer()
  const { formatMinutes, weekdayInWords } = useFormat()
  const { firstDay } = viewer
  const lastDay = firstDay === 1 ? 7 : firstDay - 1
  const { before, after } = restAround(shift, claimed)
  return (
    <Section title={texts.title}>
      {before && (
        <p>
          <span className={restStyle(before)}>
            {texts.restAfter(formatMinutes(before.minutes), isShortRest(before.minutes))}
          </span>
          <ClaimedShiftButton claimed={before.claimed} onSelect={onSelect} />
        </p>
      )}
      {after && (
        <p>
          <span className={restStyle(after)}>
            {texts.restBefore(formatMinutes(after.minutes), isShortRest(after.minutes))}
          </span>
          <ClaimedShiftButton claimed={after.claimed} onSelect={onSelect} />
        </p>
      )}
      {!before && !after && <p>{texts.nothingClose}</p>}
      <p>
        {texts.hours(
          formatMinutes(minutesOfWeek(shift, claimed, viewer)),
          weekdayInWords(firstDay),
          weekdayInWords(lastDay),
        )}
      </p>
    </Section>
  )
}
