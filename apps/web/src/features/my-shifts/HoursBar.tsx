import { useMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import styles from './WeekSection.module.css'
import { fullWeekMinutes } from './weeks.ts'

/** The hours for which the bar has room, if the week has no more. */
const roomMinutes = 60 * 60

/** The hours of a week as a bar, with a mark at 40 hours. What is beyond the mark is overtime. */
export function HoursBar({ minutes }: { minutes: number }) {
  const texts = useMyShiftsTexts()
  const room = Math.max(roomMinutes, minutes)
  // In percent and not by a view box, which would distort the text.
  const percent = (part: number) => `${(100 * part) / room}%`
  const regular = Math.min(minutes, fullWeekMinutes)
  return (
    <svg className={styles.bar} width="100%" height="28" aria-hidden="true">
      <rect className={styles.track} width="100%" height="8" rx="4" />
      <rect className={styles.regular} width={percent(regular)} height="8" rx="4" />
      {minutes > regular && (
        <rect
          className={styles.beyond}
          x={percent(fullWeekMinutes)}
          width={percent(minutes - regular)}
          height="8"
          rx="2"
        />
      )}
      <rect className={styles.mark} x={percent(fullWeekMinutes)} width="2" height="13" />
      <text className={styles.markText} x={percent(fullWeekMinutes)} y="25" textAnchor="middle">
        {texts.fullWeek}
      </text>
    </svg>
  )
}
