import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import type { ClaimedShift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './MonthDay.module.css'

interface MonthDayProps {
  /** How many shifts the worker can take on the day. */
  shifts: number
  claimed: readonly ClaimedShift[]
}

/** How many claimed shifts are named in a day's cell. */
const maxNamed = 2

/** What a day's cell of the month shows below its number: how many shifts can be taken, and the worker's own. */
export function MonthDay({ shifts, claimed }: MonthDayProps) {
  const texts = useTexts()
  const { clock, formatNumber } = useFormat()
  const { timeZone } = useViewer()
  const named = claimed.length > maxNamed ? claimed.slice(0, maxNamed - 1) : claimed
  return (
    <span className={styles.content}>
      {shifts > 0 && (
        <span className={styles.count}>
          <span className={styles.number}>{formatNumber(shifts)}</span>
          <span className={styles.unit}>{texts.calendar.open(shifts)}</span>
        </span>
      )}
      {named.map((shift) => (
        <span key={shift.id} className={styles.claimed}>
          <span>{clock(shift.startsAt, facilityZone(shift, timeZone))}</span>
          <bdi>{shift.facility.name}</bdi>
        </span>
      ))}
      {claimed.length > named.length && (
        <span className={styles.claimed}>{texts.calendar.moreClaimed(claimed.length - named.length)}</span>
      )}
    </span>
  )
}
