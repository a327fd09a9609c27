'use client'

import { type OpenedShift, ShiftDialog, useClaims, useOwnShifts } from '@/features/claims/index.ts'
import { leastOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { ConnectionNote, useShiftWatch } from '@/features/live/index.ts'
import { countOf } from '@/shared/format/format.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { MyShifts } from '@/features/my-shifts/index.ts'
import { inOrder } from '@/shared/shift/workerShift.ts'
import { MessagesOutlet } from '@/ui/Messages.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import { BrokenLink } from './BrokenLink.tsx'
import styles from './Calendar.module.css'
import { CalendarGrid } from './CalendarGrid.tsx'
import { CalendarHeader } from './CalendarHeader.tsx'
import { DayPanel } from './DayPanel.tsx'
import { EmptyPeriod } from './EmptyPeriod.tsx'
import { FacilityFilter } from '@/features/filters/index.ts'
import type { Viewer } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { todayIn, visibleWindow } from '@/shared/time/period.ts'
import { PeriodSummary } from './PeriodSummary.tsx'
import { Toolbar } from './Toolbar.tsx'
import { UnknownWorker } from './UnknownWorker.tsx'
import { useCalendarLocation, type Go } from '@/shared/calendar/useCalendarLocation.ts'
import { useEligibleShifts } from './useEligibleShifts.ts'
import { useNow } from '@/shared/time/useNow.ts'
import { useZoneDecision } from '@/shared/viewer/useZoneReport.ts'
import { ZoneNote } from './ZoneNote.tsx'

interface CalendarProps {
  viewer: Viewer
  /** What the browser reported as its zone, and whether the viewer's is a substitute for it. */
  zone: { reported: string | undefined; isSubstitute: boolean }
  now: string
  /** Up to where the server has told what it has rendered. */
  watchFrom: string
}

/** A worker's calendar of every shift it may take, and of its own. */
export function Calendar({ viewer, zone, now: serverNow, watchFrom }: CalendarProps) {
  useZoneDecision(zone.reported)
  const now = useNow(serverNow)
  const today = todayIn(viewer.timeZone, now)
  const { location, go } = useCalendarLocation(today)
  const worker = trpc.worker.byId.useQuery({ workerId: viewer.workerId })

  return (
    <div className={styles.page}>
      <CalendarHeader worker={worker.data} />
      {zone.isSubstitute && <ZoneNote timeZone={viewer.timeZone} />}
      {!location ? (
        <BrokenLink />
      ) : worker.error?.data?.code === 'NOT_FOUND' ? (
        <UnknownWorker />
      ) : (
        <LocatedCalendar
          {...{ viewer, location, today, now, watchFrom, go }}
          isActive={worker.data?.isActive ?? true}
        />
      )}
    </div>
  )
}

interface LocatedProps {
  viewer: Viewer
  location: CalendarLocation
  today: string
  now: string
  watchFrom: string
  isActive: boolean
  go: Go
}

/** The calendar where its address says: toolbar, period, and what is opened over them. */
function LocatedCalendar({ viewer, location, today, now, watchFrom, isActive, go }: LocatedProps) {
  const shift = useOverlay<OpenedShift>()
  const claims = useClaims(viewer, (lost, refusal) => shift.open({ kind: 'open', shift: lost, refusal }))
  const connection = useShiftWatch(viewer, watchFrom)
  const closePanel = () => go({ ...location, day: undefined, mine: undefined })
  return (
    <>
      {/* Before all modals: the last one is on top. */}
      <MessagesOutlet />
      <ConnectionNote connection={connection} />
      <main className={styles.main}>
        <Toolbar location={location} today={today} go={go}>
          <FacilityFilter viewer={viewer} location={location} go={go} />
          <button
            type="button"
            className={styles.mine}
            onClick={() => go({ ...location, day: undefined, mine: true })}
          >
            My shifts
          </button>
        </Toolbar>
        <Period {...{ viewer, location, now, isActive, go }} openShift={shift.open} />
      </main>
      {location.day && (
        <DayPanel
          key={location.day}
          {...{ viewer, location, now }}
          day={location.day}
          openShift={shift.open}
          close={closePanel}
        />
      )}
      {location.mine && <MyShifts {...{ viewer, today, now }} openShift={shift.open} close={closePanel} />}
      {shift.opened && (
        <ShiftDialog
          {...{ viewer, now, claims }}
          opened={shift.opened}
          openShift={shift.open}
          openDay={(day) => {
            shift.giveWay()
            go({ ...location, day, mine: undefined }, 'in place')
          }}
          close={shift.close}
        />
      )}
    </>
  )
}

interface PeriodProps extends Omit<LocatedProps, 'today' | 'watchFrom'> {
  openShift: (shift: OpenedShift) => void
}

/** The period that the address names, in whichever state it is. */
function Period({ viewer, location, now, isActive, go, openShift }: PeriodProps) {
  const open = useEligibleShifts(viewer, location)
  const { layout, total, isLoading, more, isLoadingMore } = open
  const own = useOwnShifts(viewer, visibleWindow(location, viewer.timeZone))
  const isOnline = useIsOnline()
  const error = open.error ?? own.error
  const retry = () => {
    open.retry()
    if (own.isError) void own.refetch()
  }

  const clearFilter = location.facilityIds.length > 0 ? () => go({ ...location, facilityIds: [] }) : undefined

  if (error && !layout) return <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />
  return (
    <>
      <PeriodSummary
        className={styles.summary}
        {...{ total }}
        countState={open.countState}
        shiftState={leastOf([open.shiftState, own.state])}
      />
      {error && <LoadFailure error={error} retry={retry} clearFilter={clearFilter} />}
      {total === 0 && (
        <EmptyPeriod key={location.facilityIds.join()} {...{ viewer, location, now, isActive, go }} />
      )}
      <div className={styles.surface} aria-busy={isLoading}>
        <CalendarGrid
          {...{ location, layout, now, openShift }}
          shifts={inOrder(open.shifts, own.shifts, !more)}
          timeZone={viewer.timeZone}
          openDay={(day) => go({ ...location, day })}
        />
        {more && (
          <button type="button" className={styles.more} onClick={more} disabled={isLoadingMore || !isOnline}>
            {`${isOnline ? 'Show more' : 'You are offline'} — ${countOf(open.shifts.length, 'shift')} of ${countOf(total ?? 0, 'shift')} so far`}
          </button>
        )}
      </div>
    </>
  )
}
