'use client'

import { trpc } from '@/client/trpc.ts'
import { useOverlay } from '@/ui/useOverlay.ts'
import { BrokenLink } from './BrokenLink.tsx'
import styles from './Calendar.module.css'
import { CalendarGrid } from './CalendarGrid.tsx'
import { CalendarHeader } from './CalendarHeader.tsx'
import { DayPanel } from './DayPanel.tsx'
import { EmptyPeriod } from './EmptyPeriod.tsx'
import { FacilityFilter } from './FacilityFilter.tsx'
import { countOf, type Shift } from './format.ts'
import type { Viewer } from './inputs.ts'
import { LoadFailure } from './LoadFailure.tsx'
import type { CalendarLocation } from './location.ts'
import { todayIn } from './period.ts'
import { ShiftDialog } from './ShiftDialog.tsx'
import { Toolbar } from './Toolbar.tsx'
import { UnknownWorker } from './UnknownWorker.tsx'
import { useCalendarLocation, type Go } from './useCalendarLocation.ts'
import { useEligibleShifts } from './useEligibleShifts.ts'
import { useNow } from './useNow.ts'
import { useViewerZone } from './useViewerZone.ts'

/** A worker's calendar of every shift it may take. */
export function Calendar({ viewer: serverViewer, now: serverNow }: { viewer: Viewer; now: string }) {
  const viewer: Viewer = { ...serverViewer, timeZone: useViewerZone(serverViewer.timeZone) }
  const now = useNow(serverNow)
  const today = todayIn(viewer.timeZone, now)
  const { location, go } = useCalendarLocation(today)
  const worker = trpc.worker.byId.useQuery({ workerId: viewer.workerId })

  return (
    <div className={styles.page}>
      <CalendarHeader worker={worker.data} />
      {!location ? (
        <BrokenLink />
      ) : worker.error?.data?.code === 'NOT_FOUND' ? (
        <UnknownWorker />
      ) : (
        <LocatedCalendar {...{ viewer, location, today, now, go }} isActive={worker.data?.isActive ?? true} />
      )}
    </div>
  )
}

interface LocatedProps {
  viewer: Viewer
  location: CalendarLocation
  today: string
  now: string
  isActive: boolean
  go: Go
}

/** The calendar where its address says: toolbar, period, and what is opened over them. */
function LocatedCalendar({ viewer, location, today, now, isActive, go }: LocatedProps) {
  const shift = useOverlay<Shift>()
  return (
    <>
      <main className={styles.main}>
        <Toolbar location={location} today={today} go={go}>
          <FacilityFilter viewer={viewer} location={location} go={go} />
        </Toolbar>
        <Period {...{ viewer, location, now, isActive, go }} openShift={shift.open} />
      </main>
      {location.day && (
        <DayPanel
          key={location.day}
          {...{ viewer, location, now }}
          day={location.day}
          openShift={shift.open}
          close={() => go({ ...location, day: undefined })}
        />
      )}
      {shift.opened && (
        <ShiftDialog shift={shift.opened} now={now} timeZone={viewer.timeZone} close={shift.close} />
      )}
    </>
  )
}

interface PeriodProps extends Omit<LocatedProps, 'today'> {
  openShift: (shift: Shift) => void
}

/** The period that the address names, in whichever state it is. */
function Period({ viewer, location, now, isActive, go, openShift }: PeriodProps) {
  const { layout, total, shifts, isLoading, error, retry, more, isLoadingMore } = useEligibleShifts(
    viewer,
    location,
  )

  const clearFilter = location.facilityIds.length > 0 ? () => go({ ...location, facilityIds: [] }) : undefined

  if (error && !layout) return <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />
  return (
    <>
      <p className={styles.summary} role="status">
        {total === undefined ? 'Looking for open shifts…' : `${countOf(total, 'open shift')} you may take`}
      </p>
      {error && <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />}
      {total === 0 && (
        <EmptyPeriod key={location.facilityIds.join()} {...{ viewer, location, now, isActive, go }} />
      )}
      <div className={styles.surface} aria-busy={isLoading}>
        <CalendarGrid
          {...{ location, layout, shifts, now, openShift }}
          timeZone={viewer.timeZone}
          openDay={(day) => go({ ...location, day })}
        />
        {more && (
          <button type="button" className={styles.more} onClick={more} disabled={isLoadingMore}>
            Show more — {countOf(shifts.length, 'shift')} of {countOf(total ?? 0, 'shift')} so far
          </button>
        )}
      </div>
    </>
  )
}
