'use client'

import FullCalendar, { type CalendarRef, type DayCellInfo } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import themePlugin from '@fullcalendar/react/themes/breezy'
import { memo, useLayoutEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import type { Period } from '@/shared/time/period.ts'
import styles from './CalendarGrid.module.css'

interface CalendarGridProps {
  /** The period that the grid shows. A list has no grid. */
  period: Period & { view: 'month' | 'week' | 'day' }
  today: string
  /** What the cell of a day such as 2026-12-01 shows. */
  renderDay: (day: string) => ReactNode
}

const plugins = [dayGridPlugin, themePlugin]

const fullCalendarViews = { month: 'dayGridMonth', week: 'dayGridWeek', day: 'dayGridDay' } as const

/** FullCalendar's grid of days. */
export default function CalendarGrid(props: CalendarGridProps) {
  const calendar = useRef<CalendarRef>(null)
  // FullCalendar has its own state for view and date. It is set together with the props, so that no frame has the content
  // of one period on the days of another.
  const [shown, setShown] = useState(props)
  useLayoutEffect(() => {
    if (shown === props) return
    const { view, date } = props.period
    if (shown.period.view !== view || shown.period.date !== date)
      calendar.current?.getApi().changeView(fullCalendarViews[view], date)
    // oxlint-disable-next-line react/set-state-in-effect -- in the same render as the change of FullCalendar's state above
    setShown(props)
  }, [shown, props])
  return <Grid {...shown} calendar={calendar} />
}

const dayOfCell = ({ date }: DayCellInfo) => date.toISOString().slice(0, 10)

const Grid = memo(function Grid({
  period: { view, date },
  today,
  renderDay,
  calendar,
}: CalendarGridProps & { calendar: Ref<CalendarRef> }) {
  return (
    <div className={styles.grid} data-view={view}>
      <FullCalendar
        ref={calendar}
        plugins={plugins}
        initialView={fullCalendarViews[view]}
        initialDate={date}
        // The cells are dates. Each shift is on the date of its facility's clock, whatever the viewer's zone.
        timeZone="UTC"
        now={today}
        headerToolbar={false}
        height="auto"
        fixedWeekCount={false}
        dayHeaderFormat={view === 'month' ? { weekday: 'short' } : { weekday: 'short', day: 'numeric' }}
        dayHeaderClass={styles.header}
        dayCellClass={styles.cell}
        dayCellTopClass={styles.top}
        dayCellTopInnerClass={styles.topInner}
        dayCellTopContent={(cell) => renderDay(dayOfCell(cell))}
      />
    </div>
  )
})
