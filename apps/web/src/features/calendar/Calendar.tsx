'use client'

import { type SelectedShift, ShiftDialog, useClaims } from '@/features/claims/index.ts'
import { FilterBar } from '@/features/filters/index.ts'
import { MyShifts } from '@/features/my-shifts/index.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { useCalendarLocation, type Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { dayOf, visibleWindow } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import { BrokenLink } from './BrokenLink.tsx'
import styles from './Calendar.module.css'
import { DayPanel } from './DayPanel.tsx'
import { Period } from './Period.tsx'
import { PeriodLoader } from './PeriodLoader.tsx'
import { Toolbar } from './Toolbar.tsx'
import { useShownPeriod } from './useShownPeriod.ts'

/**
 * The calendar of the shifts that the worker may claim and of those that it has claimed. `search` is that of the address
 * that the server renders.
 */
export function Calendar({ search }: { search: string }) {
  const { location, navigate, replace } = useCalendarLocation(search, useToday())
  if (!location) return <BrokenLink />
  return <LocatedCalendar location={location} navigate={navigate} replace={replace} />
}

interface LocatedCalendarProps {
  location: CalendarLocation
  navigate: Navigate
  replace: Navigate
}

/** The calendar of a valid address: toolbar, period, and the panels over them. */
function LocatedCalendar({ location, navigate, replace }: LocatedCalendarProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const { from, to } = visibleWindow(location, timeZone)
  const { shown, next, showNext } = useShownPeriod(location)
  const overlay = useOverlay<SelectedShift>()
  const claims = useClaims((shift, refusal) => overlay.show({ kind: 'open', shift, refusal }))
  const closePanel = () => navigate({ ...location, day: undefined, showsClaimed: undefined })
  return (
    <>
      <main className={styles.main}>
        <Toolbar location={location} shown={shown} navigate={navigate}>
          <button
            type="button"
            className={styles.myShifts}
            onClick={() => navigate({ ...location, day: undefined, showsClaimed: true })}
          >
            {texts.myShifts.title}
          </button>
        </Toolbar>
        <FilterBar
          filter={location.filter}
          days={{ fromDay: dayOf(from, timeZone), toDay: dayOf(to, timeZone) }}
          change={(filter) => replace({ ...location, filter })}
        />
        {next && <PeriodLoader location={next} onReady={showNext} />}
        <div className={styles.period} aria-busy={next !== undefined}>
          <Period location={shown} navigate={navigate} showShift={overlay.show} />
        </div>
      </main>
      {location.day && (
        <DayPanel
          key={location.day}
          location={location}
          day={location.day}
          showShift={overlay.show}
          close={closePanel}
        />
      )}
      {location.showsClaimed && <MyShifts showShift={overlay.show} close={closePanel} />}
      {overlay.shown && (
        <ShiftDialog
          selected={overlay.shown}
          claims={claims}
          showShift={overlay.show}
          showDay={(day) => {
            overlay.closeKeepingEntry()
            replace({ ...location, day, showsClaimed: undefined })
          }}
          close={overlay.close}
        />
      )}
    </>
  )
}
