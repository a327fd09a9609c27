import { isOvernight, isSameClock } from '@/shared/format/format.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useMilesFromHome } from '@/shared/place/useFacilities.ts'
import { cityName } from '@/shared/place/cityName.ts'
import { partOfShift } from '@/shared/shift/partOfShift.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { isKnownZone } from '@/shared/time/zone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { PartOfDayIcon } from '@/shared/time/PartOfDayIcon.tsx'
import { shiftDay } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { MapLink } from './MapLink.tsx'
import { ShareButton } from './ShareButton.tsx'
import styles from './WhenAndWhere.module.css'

/** The day and hours of a shift in large type, then what kind of shift it is, and where. */
export function WhenAndWhere({ shift, isClaimed }: { shift: Shift; isClaimed: boolean }) {
  const { shift: texts, format: formatTexts, partOfDay: partTexts } = useTexts()
  const { dateAndHours, dayTitle, duration, formatMiles, hours, shortDay } = useFormat()
  const { timeZone } = useViewer()
  const { facility } = shift
  const zone = facilityZone(shift, timeZone)
  const part = partOfShift(shift, timeZone)
  const miles = useMilesFromHome().get(facility.id)
  const city = cityName(facility)
  const facts = [
    duration(shift),
    shift.profession,
    isOvernight(shift, timeZone) && formatTexts.until(shortDay(shift.endsAt, zone)),
  ].filter((fact) => fact !== false)
  return (
    <div className={styles.head}>
      <p className={styles.when}>
        <span>{dayTitle(shiftDay(shift, timeZone))}</span>
        <span>{hours(shift, timeZone)}</span>
      </p>
      <p className={styles.facts}>
        <PartOfDayIcon part={part} />
        <span>{[partTexts[part], ...facts].join(' · ')}</span>
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
        {isClaimed && (
          <a className={styles.link} href={`/shifts/${shift.id}/calendar.ics`} download>
            {texts.addToCalendar}
          </a>
        )}
        {/* Last, because it appears only when the facilities are loaded. */}
        <MapLink facilityId={facility.id} />
      </div>
    </div>
  )
}
