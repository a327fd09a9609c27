'use client'

import { useFilterPanelTexts } from '@/shared/i18n/filterPanelTexts.ts'
import { cityName } from '@/shared/place/cityName.ts'
import { useIsInView } from '@/ui/useIsInView.ts'
import { ChoiceCount } from './ChoiceCount.tsx'
import styles from './FilterPanel.module.css'
import type { FoundFacility } from './findFacilities.ts'

interface FacilityChoiceProps {
  facility: FoundFacility
  isTicked: boolean
  isDisabled: boolean
  toggle: () => void
}

/** A facility with a checkbox. Each count is a call to the API, so only the facilities in view are counted. */
export function FacilityChoice({ facility, isTicked, isDisabled, toggle }: FacilityChoiceProps) {
  const texts = useFilterPanelTexts()
  const { ref, isInView } = useIsInView<HTMLLabelElement>()
  return (
    <label ref={ref} className={styles.facility}>
      <input type="checkbox" checked={isTicked} disabled={isDisabled} onChange={toggle} />
      <span>
        <bdi>{facility.name}</bdi>
        <span className={styles.where}>
          {facility.city !== null && <bdi>{cityName(facility)}</bdi>}
          {facility.miles !== undefined && (
            <span>{texts.miles(Math.max(1, Math.round(facility.miles)))}</span>
          )}
        </span>
      </span>
      <span className={styles.facilityCount}>
        {isInView && <ChoiceCount change={{ facilityIds: [facility.id] }} />}
      </span>
    </label>
  )
}
