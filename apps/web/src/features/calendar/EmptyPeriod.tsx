'use client'

import { hasFilter, noFilter } from '@/shared/filter/shiftFilter.ts'
import { trpc } from '@/lib/trpc.ts'
import { LocationLink } from '@/shared/calendar/LocationLink.tsx'
import { nextInput } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { shiftDay } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './EmptyPeriod.module.css'
import type { ChangeFilter } from './useChangeFilter.ts'

interface EmptyPeriodProps {
  location: CalendarLocation
  navigate: Navigate
  changeFilter: ChangeFilter
}

/** Shown where the period has no shift to take: offers the next one, or to clear the filter. */
export function EmptyPeriod({ location, navigate, changeFilter }: EmptyPeriodProps) {
  const texts = useTexts().emptyPeriod
  const { shortDate } = useFormat()
  const viewer = useViewer()
  const today = useToday()
  const worker = trpc.worker.byId.useQuery({ workerId: viewer.workerId })
  const isActive = worker.data?.isActive ?? true
  const { filter } = location
  const next = trpc.shift.listEligible.useQuery(nextInput(viewer, filter, today), { enabled: isActive })
  const [shift] = next.data?.shifts ?? []
  const day = shift && shiftDay(shift, viewer.timeZone)
  if (!isActive) return <p className={styles.empty}>{texts.inactive}</p>
  return (
    <div className={styles.empty}>
      <p>
        <strong>{texts.title}</strong>
        {next.isSuccess && !shift && (
          <span>{hasFilter(filter) ? texts.tryWithoutFilter : texts.noneLater}</span>
        )}
      </p>
      {day && (
        <LocationLink className={styles.action} to={{ ...location, date: day }} navigate={navigate}>
          {texts.nextShift(shortDate(day))}
        </LocationLink>
      )}
      {hasFilter(filter) && (
        <LocationLink
          className={styles.action}
          to={{ ...location, filter: noFilter }}
          navigate={() => changeFilter(() => noFilter)}
        >
          {texts.clearFilter}
        </LocationLink>
      )}
    </div>
  )
}
