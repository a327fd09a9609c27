'use client'

import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { DayLink } from './DayLink.tsx'
import { useSwipe } from './useSwipe.ts'
import { adjacentStripDate, stripDays } from './stripDays.ts'
import styles from './WeekStrip.module.css'

interface WeekStripProps {
  location: CalendarLocation
  today: string
  shiftsOn: (day: string) => number
  claimedOn: (day: string) => number
  tintOf: (shifts: number) => number
  navigate: Navigate
}

/** Seven days around the selected one in a row, for a narrow screen. A swipe leads to the seven days before or after. */
export function WeekStrip({ location, today, shiftsOn, claimedOn, tintOf, navigate }: WeekStripProps) {
  const { formatNumber, weekdayLetter } = useFormat()
  const { firstDay } = useViewer()
  const days = stripDays(location.date, today, firstDay)
  const swipe = useSwipe((direction) =>
    navigate({ ...location, date: adjacentStripDate(location.date, direction, today, firstDay) }),
  )
  return (
    <ol className={styles.strip} {...swipe}>
      {days.map((day) => (
        <li key={day}>
          <span className={styles.weekday} aria-hidden="true">
            {weekdayLetter(day)}
          </span>
          <DayLink
            className={styles.day}
            location={location}
            day={day}
            today={today}
            shifts={shiftsOn(day)}
            claimed={claimedOn(day)}
            tint={tintOf(shiftsOn(day))}
            navigate={navigate}
          >
            <span className={styles.count} data-claimed={claimedOn(day) > 0}>
              {shiftsOn(day) > 0 ? formatNumber(shiftsOn(day)) : '·'}
            </span>
          </DayLink>
        </li>
      ))}
    </ol>
  )
}
