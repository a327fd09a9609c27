'use client'

import { hasFilter, noFilter } from '@/shared/filter/shiftFilter.ts'
import { type OpenedShift, useOwnShifts } from '@/features/claims/index.ts'
import { leastOf } from '@/lib/loadState.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { inOrder } from '@/shared/shift/workerShift.ts'
import { visibleWindow } from '@/shared/time/period.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './Calendar.module.css'
import { CalendarGrid } from './CalendarGrid.tsx'
import { EmptyPeriod } from './EmptyPeriod.tsx'
import { PeriodSummary } from './PeriodSummary.tsx'
import { useEligibleShifts } from './useEligibleShifts.ts'

interface PeriodProps {
  location: CalendarLocation
  navigate: Navigate
  showShift: (shift: OpenedShift) => void
}

/** The period of the address, whether it is loading, failed, empty or loaded. */
export function Period({ location, navigate, showShift }: PeriodProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const eligible = useEligibleShifts(location)
  const { layout, total, isLoading, more, isLoadingMore } = eligible
  const own = useOwnShifts(visibleWindow(location, timeZone))
  const isOnline = useIsOnline()
  const error = eligible.error ?? own.error
  const retry = () => {
    eligible.retry()
    if (own.isError) void own.refetch()
  }
  const clearFilter = hasFilter(location.filter)
    ? () => navigate({ ...location, filter: noFilter })
    : undefined

  if (error && !layout) return <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />
  return (
    <>
      <PeriodSummary
        className={styles.summary}
        total={total}
        countState={eligible.countState}
        shiftState={leastOf([eligible.shiftState, own.state])}
      />
      {error && <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />}
      {total === 0 && (
        <EmptyPeriod key={JSON.stringify(location.filter)} location={location} navigate={navigate} />
      )}
      <div className={styles.surface} aria-busy={isLoading}>
        <CalendarGrid
          location={location}
          layout={layout}
          shifts={inOrder(eligible.shifts, own.shifts, !more)}
          showDay={(day) => navigate({ ...location, day })}
          showShift={showShift}
        />
        {more && (
          <button type="button" className={styles.more} onClick={more} disabled={isLoadingMore || !isOnline}>
            {(isOnline ? texts.action.showMore : texts.period.youAreOffline) +
              texts.period.shownSoFar(eligible.shifts.length, total ?? 0)}
          </button>
        )}
      </div>
    </>
  )
}
