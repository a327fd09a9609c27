'use client'

import { memo } from 'react'
import { withFits } from '@/features/filters/index.ts'
import { toSearch, type CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { hasFilter, noFilter } from '@/shared/filter/shiftFilter.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { Agenda } from './Agenda.tsx'
import styles from './Calendar.module.css'
import { EmptyPeriod } from './EmptyPeriod.tsx'
import { GroupsView } from './GroupsView.tsx'
import { LazyPreviewNote } from './LazyPreviewNote.tsx'
import { MonthView } from './MonthView.tsx'
import { PeriodSummary } from './PeriodSummary.tsx'
import { useCards } from './useCards.tsx'
import type { ChangeFilter } from './useChangeFilter.ts'
import { hasAgenda, usePeriod } from './usePeriod.ts'
import { usePrefetchNeighbours } from './usePrefetchNeighbours.ts'

interface PeriodProps {
  location: CalendarLocation
  navigate: Navigate
  changeFilter: ChangeFilter
  claim: (shift: Shift) => void
  /** Shows the details of a shift. `list` is where it was selected from. */
  showShift: (item: WorkerShift, list: readonly WorkerShift[]) => void
}

/** The shifts of the period, or that they are loading, that loading failed, or that there are none. */
export const Period = memo(function Period({
  location,
  navigate,
  changeFilter,
  claim,
  showShift,
}: PeriodProps) {
  const period = usePeriod(location)
  const { counts, agenda, groups, error, retry, isReady } = period
  const { view, filter, unlockedBy, showsOneAway = false } = location
  usePrefetchNeighbours(location, isReady)
  const shown = hasAgenda(view) ? agenda : groups
  const list = hasAgenda(view) ? agenda.items : groups.groups.flatMap(({ items }) => items)
  const showListed = (item: WorkerShift) => showShift(item, list)
  const claimed = [
    ...period.claimed.shifts,
    ...agenda.items.flatMap((item) => (item.kind === 'claimed' ? [item.shift] : [])),
  ]
  const renderCard = useCards({
    claim: view === 'week' ? undefined : claim,
    showShift: showListed,
    claimed,
  })
  const clearFilter = hasFilter(filter) ? () => changeFilter(() => noFilter) : undefined
  const hidesClashes = filter.fitsAroundClaimed ?? false

  return (
    <>
      {unlockedBy ? (
        <LazyPreviewNote
          documentIds={unlockedBy}
          filter={filter}
          isEmpty={agenda.state === 'loaded' && agenda.items.length === 0}
          close={() => navigate({ ...location, unlockedBy: undefined })}
        />
      ) : (
        <PeriodSummary
          month={hasAgenda(view) ? location.date : undefined}
          counts={counts}
          isPartlyOffline={shown.state === 'offline' || period.claimed.state === 'offline'}
          hidesClashes={hidesClashes}
          hideClashes={(hide) => changeFilter((current) => withFits(current, hide))}
          showsOneAway={hasAgenda(view) ? showsOneAway : undefined}
          showOneAway={(show) => navigate({ ...location, showsOneAway: show || undefined })}
        />
      )}
      {error && <LoadFailure of="shifts" error={error} retry={retry} clearFilter={clearFilter} />}
      {counts.total === 0 && !unlockedBy && (
        <EmptyPeriod
          key={JSON.stringify(filter)}
          location={location}
          navigate={navigate}
          changeFilter={changeFilter}
        />
      )}
      <div className={styles.view} data-view={view} aria-busy={!isReady}>
        {view === 'month' && <MonthView location={location} period={period} navigate={navigate} />}
        {hasAgenda(view) ? (
          <Agenda key={toSearch(location)} agenda={agenda} renderCard={renderCard} />
        ) : (
          <GroupsView
            location={{ ...location, view: view === 'day' ? 'day' : 'week' }}
            period={period}
            renderCard={renderCard}
            navigate={navigate}
          />
        )}
      </div>
    </>
  )
})
