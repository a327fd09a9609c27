'use client'

import { useState } from 'react'
import { tintScale } from '@/shared/calendar/tint.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { adjacentDate, groupByDay } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { DayLink } from './DayLink.tsx'
import { Grid } from './Grid.tsx'
import { showGrid } from './loadGrid.ts'
import { MonthDay } from './MonthDay.tsx'
import styles from './MonthView.module.css'
import type { PeriodShifts } from './usePeriod.ts'
import { useArrowKeys } from './useArrowKeys.ts'
import { useSwipe } from './useSwipe.ts'
import { WeekStrip } from './WeekStrip.tsx'

interface MonthViewProps {
  location: CalendarLocation
  period: PeriodShifts
  navigate: Navigate
}

/** The days of the month with how many shifts each has. On a narrow page, only seven days around the selected one at first. */
export function MonthView({ location, period: { counts, claimed }, navigate }: MonthViewProps) {
  const texts = useTexts().calendar
  const { timeZone } = useViewer()
  const today = useToday()
  const [isExpanded, setIsExpanded] = useState(false)
  const keys = useArrowKeys<HTMLDivElement>()
  const swipe = useSwipe((direction) => navigate({ ...location, date: adjacentDate(location, direction) }))
  const claimedByDay = new Map(groupByDay(claimed.shifts, (shift) => shift, timeZone))
  const tintOf = tintScale([...counts.byDay.values()])
  const claimedOn = (day: string) => claimedByDay.get(day) ?? []
  const shiftsOn = (day: string) => counts.byDay.get(day) ?? 0

  return (
    <div className={styles.month} data-expanded={isExpanded}>
      <button
        type="button"
        className="skip-link"
        aria-keyshortcuts="s"
        onClick={() => document.querySelector<HTMLElement>('#agenda')?.focus()}
      >
        {texts.skipMonth}
      </button>
      <div className={styles.strip}>
        {!isExpanded && (
          <WeekStrip
            location={location}
            today={today}
            shiftsOn={shiftsOn}
            claimedOn={(day) => claimedOn(day).length}
            tintOf={tintOf}
            navigate={navigate}
          />
        )}
        <button
          type="button"
          className={styles.expand}
          aria-expanded={isExpanded}
          onClick={() => {
            showGrid()
            setIsExpanded(!isExpanded)
          }}
        >
          {isExpanded ? texts.showWeekOnly : texts.showMonth}
        </button>
      </div>
      <div ref={keys} role="group" aria-label={texts.days} className={styles.grid} {...swipe}>
        <Grid
          period={{ view: 'month', date: location.date }}
          today={today}
          renderDay={(day) => (
            <DayLink
              className={styles.day}
              location={location}
              day={day}
              today={today}
              shifts={shiftsOn(day)}
              claimed={claimedOn(day).length}
              tint={tintOf(shiftsOn(day))}
              navigate={(to) => {
                // On a narrow page, the agenda of the day is below the month.
                setIsExpanded(false)
                navigate(to)
              }}
            >
              <MonthDay shifts={shiftsOn(day)} claimed={claimedOn(day)} />
            </DayLink>
          )}
        />
      </div>
    </div>
  )
}
