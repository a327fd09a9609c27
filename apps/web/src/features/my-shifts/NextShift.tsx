import { useFormat } from '@/shared/format/useFormat.ts'
import { useMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { typicalMiles } from '@/shared/place/distance.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { partOfShift } from '@/shared/shift/partOfShift.ts'
import { hasStarted, type ClaimedShift } from '@/shared/shift/shift.ts'
import { ShiftPlace } from '@/shared/shift/ShiftPlace.tsx'
import { PartOfDayIcon } from '@/shared/time/PartOfDayIcon.tsx'
import { addDays, daysIn, shiftDay } from '@/shared/time/period.ts'
import { useNow, useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { timeUntil } from './countdown.ts'
import styles from './NextShift.module.css'
import { useMilesTo } from './useMilesTo.ts'

interface NextShiftProps {
  /** The first shift that has not ended. */
  shift: ClaimedShift
  onSelect: () => void
}

/** The shift that comes next, or lasts now, in large type with a countdown. Shows its details when it is clicked. */
export function NextShift({ shift, onSelect }: NextShiftProps) {
  const texts = useMyShiftsTexts()
  const { shift: shiftTexts } = useTexts()
  const format = useFormat()
  const { clock, dayTitle, duration, formatMiles, hours } = format
  const { timeZone } = useViewer()
  const now = useNow()
  const today = useToday()
  const miles = useMilesTo(shift.facility.id)
  const isNow = hasStarted(shift, now)
  const day = shiftDay(shift, timeZone)
  const daysAhead = daysIn({ fromDay: today, toDay: day }).length
  const words = dayTitle(day)
  const near = new Map([
    [today, texts.today],
    [addDays(today, 1), texts.tomorrow],
  ]).get(day)
  const time = hours(shift, timeZone)
  const when = isNow
    ? texts.nowUntil(clock(shift.endsAt, facilityZone(shift, timeZone)))
    : texts.at(near ?? words, time)
  const until = timeUntil(
    { now, instant: isNow ? shift.endsAt : shift.startsAt, daysAhead },
    { texts, format },
  )
  const facts = [isNow ? texts.at(words, time) : near && words, duration(shift)].filter(Boolean)
  return (
    <button type="button" className={styles.next} data-now={isNow} onClick={onSelect}>
      <span className={styles.label}>
        <PartOfDayIcon part={partOfShift(shift, timeZone)} />
        <span>{isNow ? texts.now : texts.next}</span>
      </span>
      <span className={styles.when}>{when}</span>
      <span className={styles.where}>
        <ShiftPlace facility={shift.facility} />
      </span>
      <span className={styles.facts}>
        <span>{facts.join(' · ')}</span>
        {miles !== undefined && (
          <span data-loading={miles === 'loading'}>
            {` · ${shiftTexts.fromHome(formatMiles(miles === 'loading' ? typicalMiles : miles))}`}
          </span>
        )}
      </span>
      <span className={styles.countdown}>{isNow ? texts.endsIn(until) : texts.startsIn(until)}</span>
    </button>
  )
}
