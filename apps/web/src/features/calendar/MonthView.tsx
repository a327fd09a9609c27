'use client'

import { Suspense, useState, type KeyboardEvent } from 'react'
import { tintScale } from '@/shared/calendar/tint.ts'
import type { PeriodLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { addDays, groupByDay } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { DayLink } from './DayLink.tsx'
import { LazyGrid, showGrid } from './loadGrid.ts'
import { MonthDay } from './MonthDay.tsx'
import styles from './MonthView.module.css'
import type { PeriodShifts } from './usePeriod.ts'
import { useSwipe } from './useSwipe.ts'
import { WeekStrip } from './WeekStrip.tsx'
import { adjacentDate } from '@/shared/time/period.ts'

interface MonthViewProps {
  location: PeriodLocation
  period: PeriodShifts
  navigate: Navigate
}

const daysByKey: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Moves the focus from day to day by the arrow keys. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event
  const step = daysByKey[key]
  const day = target instanceof HTMLElement ? target.dataset['day'] : undefined
  if (step === undefined || day === undefined) return
  const next = currentTarget.querySelector<HTMLElement>(`[data-day="${addDays(day, step)}"]`)
  if (!next) return
  event.preventDefault()
  next.focus()
}

/** The days of the month with how many shifts each has. On a narrow page, only the week of the selected day at first. */
export function MonthView({ location, period: { counts, claimed }, navigate }: MonthViewProps) {
  const texts = useTexts().calendar
  const { timeZone } = useViewer()
  const today = useToday()
  const [isExpanded, setIsExpanded] = useState(false)
  const swipe = useSwipe((direction) => navigate({ ...location, date: adjacentDate(location, direction) }))
  const claimedByDay = new Map(groupByDay(claimed.shifts, (shift) => shift, timeZone))
  const numbers = [...counts.byDay.values()]
  const tint = tintScale(numbers)
  const shiftsOn = (day: string) => counts.byDay.get(day) ?? 0

  return (
    <div className={styles.month} data-expanded={isExpanded}>
      <div className={styles.strip}>
        {!isExpanded && (
          <WeekStrip
            location={location}
            today={today}
            shiftsOn={shiftsOn}
            claimedOn={(day) => claimedByDay.get(day)?.length ?? 0}
            counts={numbers}
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
      <div className={styles.grid} onKeyDown={moveFocus} {...swipe}>
        <Suspense fallback={<div className={styles.placeholder} />}>
          <LazyGrid
            period={{ view: 'month', date: location.date }}
            today={today}
            renderDay={(day) => (
              <DayLink
                className={styles.day}
                location={location}
                day={day}
                today={today}
                shifts={shiftsOn(day)}
                claimed={claimedByDay.get(day)?.length ?? 0}
                tint={tint(shiftsOn(day))}
                navigate={navigate}
              >
                <MonthDay shifts={shiftsOn(day)} claimed={claimedByDay.get(day) ?? []} />
              </DayLink>
            )}
          />
        </Suspense>
      </div>
    </div>
  )
}
