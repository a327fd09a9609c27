'use client'

import { useCallback, useEffect } from 'react'
// Here and not with the grid, which is loaded later: its first paint is the server's.
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/breezy/theme.css'
import './fullcalendar.css'
import { type SelectedShift, ShiftDialog, useClaims } from '@/features/claims/index.ts'
import { FilterBar, useSaveDefault } from '@/features/filters/index.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { useCalendarLocation, type Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { documentTitle } from '@/shared/format/documentTitle.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { neighboursOf } from '@/shared/shift/neighboursOf.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import { BrokenLink } from './BrokenLink.tsx'
import styles from './Calendar.module.css'
import { calendarTitle } from './calendarTitle.ts'
import { Period } from './Period.tsx'
import { PeriodLoader } from './PeriodLoader.tsx'
import { ShortcutHelp } from './ShortcutHelp.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useChangeFilter } from './useChangeFilter.ts'
import { useScrollToAgenda } from './useScrollToAgenda.ts'
import { useShownPeriod } from './useShownPeriod.ts'

interface CalendarProps {
  /** The search of the address that the server renders. */
  search: string
  /** The filter of an address without a search. */
  defaultFilter: ShiftFilter
}

/** The calendar of the shifts that the worker may claim and of those that it has claimed. */
export function Calendar({ search, defaultFilter }: CalendarProps) {
  const { location, navigate, replace } = useCalendarLocation(search, useToday(), defaultFilter)
  if (!location) return <BrokenLink />
  return <LocatedCalendar location={location} navigate={navigate} replace={replace} />
}

/** A shift, and the list from which it was selected. */
type ListedShift = SelectedShift & { list?: readonly WorkerShift[] }

interface LocatedCalendarProps {
  location: CalendarLocation
  navigate: Navigate
  replace: Navigate
}

/** The calendar of a valid address: toolbar, filter, period, and the panels over them. */
function LocatedCalendar({ location, navigate, replace }: LocatedCalendarProps) {
  const texts = useTexts()
  const format = useFormat()
  const { firstDay } = useViewer()
  const { shown, next, showNext } = useShownPeriod(location)
  useScrollToAgenda(shown)
  const overlay = useOverlay<ListedShift>()
  const claims = useClaims((shift, refusal) => overlay.show({ kind: 'open', shift, refusal }))
  const list = overlay.shown?.list ?? []
  const { show } = overlay
  const showListed = useCallback(
    (item: WorkerShift, shownWith: readonly WorkerShift[]) => show({ ...item, list: shownWith }),
    [show],
  )
  const saveDefault = useSaveDefault()
  const changeFilter = useChangeFilter(location, navigate, saveDefault)
  // The first title is the server's. This one follows the steps, which the server does not see.
  const title = documentTitle(calendarTitle(shown, { texts, format, firstDay }))
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <>
      <main className={styles.main} id="main" tabIndex={-1}>
        <Toolbar location={location} shown={shown} navigate={navigate} />
        <FilterBar
          filter={location.filter}
          period={location}
          change={(filter) => {
            replace({ ...location, filter })
            saveDefault(filter)
          }}
        />
        {next && <PeriodLoader location={next} onReady={showNext} />}
        <div className={styles.period} aria-busy={next !== undefined}>
          <Period
            location={shown}
            navigate={navigate}
            changeFilter={changeFilter}
            claim={claims.claim}
            showShift={showListed}
          />
        </div>
        <ShortcutHelp />
      </main>
      {overlay.shown && (
        <ShiftDialog
          selected={overlay.shown}
          claims={claims}
          neighbours={neighboursOf(list, overlay.shown.shift.id)}
          showShift={(item) => overlay.show({ ...item, list })}
          showDay={(date) => {
            overlay.closeKeepingEntry()
            replace({ view: 'day', date, filter: location.filter })
          }}
          close={overlay.close}
        />
      )}
    </>
  )
}
