'use client'

import FullCalendar, { type CalendarRef } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import themePlugin from '@fullcalendar/react/themes/breezy'
import {
  createContext,
  memo,
  use,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ReactNode,
  type Ref,
} from 'react'
import { useLocale } from '@/shared/i18n/LocaleContext.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { daysIn, visibleDays, type Period } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './CalendarGrid.module.css'

type GridPeriod = Period & { view: 'month' | 'week' | 'day' }

interface CalendarGridProps {
  /** The period that the grid shows. A list has no grid. */
  period: GridPeriod
  today: string
  /** What a day such as 2026-12-01 shows. */
  renderDay: (day: string) => ReactNode
}

const plugins = [dayGridPlugin, themePlugin]

const fullCalendarViews = { month: 'dayGridMonth', week: 'dayGridWeek', day: 'dayGridDay' } as const

// A context, because FullCalendar renders the content of a day again only when its own props change.
const RenderDay = createContext<CalendarGridProps['renderDay']>(() => null)

/** FullCalendar hides the top of a cell from screen readers, because in its own grids it is only a number. */
function showToScreenReaders(cell: HTMLElement): void {
  for (const hidden of cell.querySelectorAll('[aria-hidden=true]:has(a)'))
    hidden.removeAttribute('aria-hidden')
}

const DayContent = ({ day }: { day: string }) => use(RenderDay)(day)

/** FullCalendar's grid of days. */
export default function CalendarGrid(props: CalendarGridProps) {
  const calendar = useRef<CalendarRef>(null)
  // FullCalendar has its own state for view and date. It is set together with the props, so that no frame has the content
  // of one period on the days of another.
  const [shown, setShown] = useState(props)
  const { view, date } = props.period
  useLayoutEffect(() => {
    if (shown === props) return
    if (shown.period.view !== view || shown.period.date !== date)
      calendar.current?.getApi().changeView(fullCalendarViews[view], date)
    // oxlint-disable-next-line react/set-state-in-effect -- in the same render as the change of FullCalendar's state above
    setShown(props)
  }, [shown, props, view, date])
  return (
    <RenderDay value={shown.renderDay}>
      <Grid view={shown.period.view} date={shown.period.date} today={shown.today} calendar={calendar} />
    </RenderDay>
  )
}

interface GridProps extends GridPeriod {
  today: string
  calendar: Ref<CalendarRef>
}

const Grid = memo(function Grid({ view, date, today, calendar }: GridProps) {
  // FullCalendar leaves the top of a cell out where a view has one row. There, an event of the day holds the content.
  const texts = useTexts().calendar
  const { tag } = useLocale()
  const { firstDay } = useViewer()
  const days = view === 'month' ? [] : daysIn(visibleDays({ view, date }, firstDay))
  const grid = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // On a narrow page the columns of a week scroll sideways: the selected day comes first.
    const column = grid.current?.querySelector(`[data-column="${date}"]`)
    // Not `scrollIntoView`, which also scrolls the page where a column is higher than it.
    if (column)
      grid.current?.scrollBy(
        column.getBoundingClientRect().left - grid.current.getBoundingClientRect().left,
        0,
      )
  }, [view, date])
  return (
    <div ref={grid} className={styles.grid} data-view={view}>
      <FullCalendar
        ref={calendar}
        plugins={plugins}
        initialView={fullCalendarViews[view]}
        initialDate={date}
        // The cells are dates. Each shift is on the date of its facility's clock, whatever the viewer's zone.
        timeZone="UTC"
        now={today}
        locale={tag}
        firstDay={firstDay % 7}
        // A row of the month is named after its week.
        weekTextLong={texts.week}
        headerToolbar={false}
        height="auto"
        // The grid is as high as its content. Without this, each step scrolls it to its top, and that costs a layout.
        scrollTimeReset={false}
        fixedWeekCount={false}
        // The title says which day a view of one day shows.
        dayHeaders={view !== 'day'}
        dayCellClass={styles.cell}
        dayCellTopClass={styles.top}
        dayCellTopInnerClass={styles.topInner}
        dayCellInnerClass={styles.events}
        dayCellDidMount={({ el }) => showToScreenReaders(el)}
        dayCellTopContent={(cell) => <DayContent day={cell.date.toISOString().slice(0, 10)} />}
        eventClass={styles.event}
        events={days.map((day) => ({ id: day, start: day, allDay: true }))}
        eventContent={({ event }) => <DayContent day={event.id} />}
      />
    </div>
  )
})
