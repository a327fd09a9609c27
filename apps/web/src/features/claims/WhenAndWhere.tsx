import {
  dateAndHours,
  dayInWords,
  duration,
  formatMiles,
  hours,
  isOvernight,
  isSameClock,
  partOfDaySymbols,
  shortDay,
} from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useMilesFromHome } from '@/shared/place/useFacilities.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { isKnownZone } from '@/shared/time/zone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { dayOf } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { MapLink } from './MapLink.tsx'
import { ShareButton } from './ShareButton.tsx'
import { partOfShift } from './similarShifts.ts'
import styles from './WhenAndWhere.module.css'

/** The day and hours of a shift in large type, then what kind of shift it is, and where. */
export function WhenAndWhere({ shift }: { shift: Shift }) {
  const texts = useTexts().shift
  const { timeZone } = useViewer()
  const { facility } = shift
  const zone = facilityZone(shift, timeZone)
  const part = partOfShift(shift, timeZone)
  const miles = useMilesFromHome().get(facility.id)
  const city = [facility.city, facility.state].filter((text) => text !== null).join(', ')
  const facts = [
    duration(shift),
    shift.profession,
    isOvernight(shift, timeZone) && texts.until(shortDay(shift.endsAt, zone)),
  ].filter((fact) => fact !== false)
  return (
    <div className={styles.head}>
      <p className={styles.when}>
        <span>{dayInWords(dayOf(shift.startsAt, zone))}</span>
        <span>{hours(shift, timeZone)}</span>
      </p>
      <p className={styles.facts}>
        <span aria-hidden="true">{partOfDaySymbols[part]}</span>
        <span>{[texts.partOfDay[part], ...facts].join(' · ')}</span>
      </p>
      {!isSameClock(shift, zone, timeZone) && (
        <p className={styles.facts}>{texts.onViewerClock(dateAndHours(shift, timeZone))}</p>
      )}
      {!isKnownZone(facility.timeZone) && (
        <p className={styles.facts}>{texts.unknownTimeZone(facility.timeZone)}</p>
      )}
      <p className={styles.where}>
        {city !== '' && <bdi>{city}</bdi>}
        {miles !== undefined && <span>{texts.fromHome(formatMiles(miles))}</span>}
      </p>
      <div className={styles.links}>
        <ShareButton shift={shift} />
        {/* Last, because it appears only when the facilities are loaded. */}
        <MapLink facilityId={facility.id} />
      </div>
    </div>
  )
}
