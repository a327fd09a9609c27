'use client'

import { hasFilter, noFilter } from '@/shared/filter/shiftFilter.ts'
import { keepPreviousData } from '@tanstack/react-query'
import { loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import styles from './EmptyPeriod.module.css'
import { useTexts } from '@/shared/i18n/texts.ts'
import { shortDay } from '@/shared/format/format.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { dayOf } from '@/shared/time/period.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface EmptyPeriodProps {
  location: PeriodLocation
  navigate: Navigate
}

/** Shown where the period has no open shifts: offers the next one, or to clear the filter. */
export function EmptyPeriod({ location, navigate }: EmptyPeriodProps) {
  const texts = useTexts().emptyPeriod
  const { workerId, timeZone } = useViewer()
  const now = useNow()
  const worker = trpc.worker.byId.useQuery({ workerId })
  const isActive = worker.data?.isActive ?? true
  const { filter } = location
  const next = trpc.shift.listEligible.useQuery(
    { workerId, from: now, limit: 1, ...filter },
    // `now` changes every minute. The previous result stays until the new one is loaded.
    { enabled: isActive, placeholderData: keepPreviousData },
  )
  const shift = next.data?.shifts[0]
  const state = loadStateOf(next)

  if (!isActive) {
    return <p className={styles.empty}>{texts.inactive}</p>
  }
  return (
    <div className={styles.empty}>
      <p>
        <strong>{texts.title}</strong>
        {!shift && next.isSuccess && (
          <span>{hasFilter(filter) ? texts.tryOtherFacilities : texts.noneLater}</span>
        )}
        {shift && <span>{texts.try}</span>}
        {state !== 'loaded' && <span>{texts[state]}</span>}
      </p>
      {shift && (
        <button
          type="button"
          className={styles.action}
          onClick={() => navigate({ ...location, date: dayOf(shift.startsAt, timeZone) })}
        >
          {texts.nextShift(shortDay(shift.startsAt, timeZone))}
        </button>
      )}
      {hasFilter(filter) && (
        <button
          type="button"
          className={styles.action}
          onClick={() => navigate({ ...location, filter: noFilter })}
        >
          {texts.everyFacility}
        </button>
      )}
    </div>
  )
}
