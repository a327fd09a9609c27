import { useTexts } from '@/shared/i18n/texts.ts'
import { coordinatesOf } from '@/shared/place/distance.ts'
import { useFacilities } from '@/shared/place/useFacilities.ts'
import styles from './WhenAndWhere.module.css'

/** A link to the facility on OpenStreetMap, in a new tab. Nothing if its coordinates are not known. */
export function MapLink({ facilityId }: { facilityId: number }) {
  const texts = useTexts().shift
  const facility = useFacilities().data?.facilities.find(({ id }) => id === facilityId)
  const place = facility && coordinatesOf(facility)
  if (!place) return null
  const { latitude, longitude } = place
  const marker = new URLSearchParams({ mlat: String(latitude), mlon: String(longitude) }).toString()
  return (
    <a
      className={styles.link}
      href={`https://www.openstreetmap.org/?${marker}#map=15/${latitude}/${longitude}`}
      target="_blank"
      rel="noopener"
    >
      <span>{texts.map}</span>
      <span className="visually-hidden">{texts.newTab}</span>
    </a>
  )
}
