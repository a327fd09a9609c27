'use client'

import { memo } from 'react'
import { hasFilter, noFilter } from '@/shared/filter/shiftFilter.ts'
import type { SelectedShift } from '@/features/claims/index.ts'
import { combineLoadStates } from '@/lib/loadState.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { mergeByStart } from '@/shared/shift/workerShift.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import styles from './Calendar.module.css'
import { CalendarGrid } from './CalendarGrid.tsx'
import { EmptyPeriod } from './EmptyPeriod.tsx'
import { PeriodSummary } from './PeriodSummary.tsx'
import { usePeriodShifts } from './usePeriodShifts.ts'
import { usePrefetchNeighbours } from './usePrefetchNeighbours.ts'

interface PeriodProps {
  location: PeriodLocation
  navigate: Navigate
  showShift: (shift: SelectedShift) => void
}

/** The shifts of the period, or that they are loading, that loading failed, or that there are none. */
export const Period = memo(function Period({ location, navigate, showShift }: PeriodProps) {
  const texts = useTexts()
  const { eligible, claimed, isReady } = usePeriodShifts(location)
  const { layout, total, isLoading, loadMore, isLoadingMore } = eligible
  usePrefetchNeighbours(location, isReady)
  const isOnline = useIsOnline()
  const error = eligible.error ?? claimed.error
  const retry = () => {
    eligible.retry()
    if (claimed.isError) void claimed.refetch()
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
        shiftState={combineLoadStates([eligible.shiftState, claimed.state])}
      />
      {error && <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />}
      {total === 0 && (
        <EmptyPeriod key={JSON.stringify(location.filter)} location={location} navigate={navigate} />
      )}
      <div className={styles.surface} aria-busy={isLoading}>
        <CalendarGrid
          location={location}
          layout={layout}
          shifts={mergeByStart(eligible.shifts, claimed.shifts, !loadMore)}
          showDay={(day) => navigate({ ...location, day })}
          showShift={showShift}
        />
        {loadMore && (
          <button
            type="button"
            className={styles.more}
            onClick={loadMore}
            disabled={isLoadingMore || !isOnline}
          >
            {(isOnline ? texts.action.showMore : texts.period.youAreOffline) +
              texts.period.shownSoFar(eligible.shifts.length, total ?? 0)}
          </button>
        )}
      </div>
    </>
  )
})
