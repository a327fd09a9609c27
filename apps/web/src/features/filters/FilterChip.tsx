'use client'

import { usePlaceText } from '@/features/home/index.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useFacilities } from '@/shared/place/useFacilities.ts'
import { isoWeekdayOf, weekdaysFrom, type Weekday } from '@/shared/time/partOfDay.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { CloseIcon } from '@/ui/CloseIcon.tsx'
import type { OtherField } from './edit.ts'
import styles from './FilterBar.module.css'

interface FilterChipProps {
  field: OtherField
  filter: ShiftFilter
  remove: () => void
}

/** A part of the filter in words, as a button that removes it. */
export function FilterChip({ field, filter, remove }: FilterChipProps) {
  const texts = useTexts().filters
  return (
    <button type="button" className={styles.chip} onClick={remove}>
      <span className="visually-hidden">{texts.remove}</span>
      <FieldText field={field} filter={filter} />
      <CloseIcon />
    </button>
  )
}

function FieldText({ field, filter }: Pick<FilterChipProps, 'field' | 'filter'>) {
  const texts = useTexts().filters
  const { weekdays = [], minHours, maxHours, facilityIds = [], near, minRestHours = 0 } = filter
  switch (field) {
    case 'weekdays':
      return <WeekdaysText weekdays={weekdays} />
    case 'length':
      if (minHours === undefined) return <span>{texts.maxHours(maxHours ?? 24)}</span>
      if (maxHours === undefined) return <span>{texts.minHours(minHours)}</span>
      return <span>{texts.hoursBetween(minHours, maxHours)}</span>
    case 'facilities':
      return <FacilitiesText facilityIds={facilityIds} />
    case 'place':
      return <PlaceText near={near} />
    case 'rest':
      return <span>{texts.restHours(minRestHours)}</span>
  }
}

function WeekdaysText({ weekdays }: { weekdays: readonly Weekday[] }) {
  const { weekdayLabel } = useFormat()
  const { firstDay } = useViewer()
  const inOrder = weekdaysFrom(firstDay).filter((weekday) => weekdays.includes(weekday))
  return <span>{inOrder.map((weekday) => weekdayLabel(isoWeekdayOf(weekday))).join(', ')}</span>
}

/** The name of a single facility, or how many there are. */
function FacilitiesText({ facilityIds }: { facilityIds: readonly number[] }) {
  const texts = useTexts().filters
  const facilities = useFacilities().data?.facilities
  const single = facilityIds.length === 1 && facilities?.find(({ id }) => id === facilityIds[0])
  return single ? <bdi>{single.name}</bdi> : <span>{texts.facilityCount(facilityIds.length)}</span>
}

function PlaceText({ near }: Pick<ShiftFilter, 'near'>) {
  const texts = useTexts().filters
  const place = usePlaceText(near)
  return <span>{place || texts.otherPlace}</span>
}
