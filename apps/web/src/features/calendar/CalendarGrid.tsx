'use client'

import FullCalendar, { type CalendarRef, type EventInput } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import listPlugin from '@fullcalendar/react/list'
import themePlugin from '@fullcalendar/react/themes/breezy'
import timeGridPlugin from '@fullcalendar/react/timegrid'
import { memo, useEffect, useLayoutEffect, useRef, useState, type Ref } from 'react'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/breezy/theme.css'
import './fullcalendar.css'
import { usePendingClaims, type PendingClaim } from '@/shared/shift/pendingClaims.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { hasStarted } from '@/shared/shift/shift.ts'
import { type Texts, useTexts } from '@/shared/i18n/texts.ts'
import styles from './CalendarGrid.module.css'
import { groupClaimed, type CountedDay, type Layout } from '@/shared/calendar/density.ts'
import { CountEvent, MoreEvent, ClaimedCountEvent, ShiftEvent } from './EventContent.tsx'
import type { PeriodLocation, View } from '@/shared/calendar/location.ts'
import { dayOf, todayIn } from '@/shared/time/period.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface CalendarGridProps {
  location: PeriodLocation
  layout: Layout | undefined
  shifts: WorkerShift[]
  showDay: (day: string) => void
  showShift: (shift: WorkerShift) => void
}

/** What an event of the calendar shows. */
type Item =
  WorkerShift | { kind: 'count'; day: CountedDay } | { kind: 'claimed count'; day: string; shifts: number }

const plugins = [dayGridPlugin, timeGridPlugin, listPlugin, themePlugin]

/** Shown while the counts are loading. */
const initialViews = {
  month: 'dayGridMonth',
  week: 'dayGridWeek',
  day: 'timeGridDay',
  list: 'listMonth',
} as const satisfies Record<View, string>

/** A calendar of the shifts and counts of the layout. */
export function CalendarGrid(props: CalendarGridProps) {
  const calendar = useRef<CalendarRef>(null)
  // FullCalendar has its own state for view and date. It is set together with the props, so that no frame has the
  // events of one period on the days of another.
  const [shown, setShown] = useState(props)
  useLayoutEffect(() => {
    if (shown === props) return
    const api = calendar.current?.getApi()
    if (viewOf(shown) !== viewOf(props) || shown.location.date !== props.location.date)
      api?.changeView(viewOf(props), props.location.date)
    // oxlint-disable-next-line react/set-state-in-effect -- in the same render as the change of FullCalendar's state above
    setShown(props)
  }, [shown, props])

  return <Grid {...shown} calendar={calendar} />
}

interface GridProps extends CalendarGridProps {
  calendar: Ref<CalendarRef>
}

/** FullCalendar with the shifts and counts of the layout as its events. */
const Grid = memo(function Grid({ location, layout, shifts, showDay, showShift, calendar }: GridProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const now = useNow()
  const fullCalendarView = viewOf({ layout, location })
  const countedDays = layout?.kind === 'cells' ? layout.countedDays : []
  const busiest = Math.max(...countedDays.map((day) => day.shifts), 1)
  const shownPerDay = layout?.kind === 'cells' ? layout.shownPerDay : 0
  const pendingClaims = usePendingClaims()
  const latestNow = useRef(now)
  useEffect(() => {
    latestNow.current = now
  }, [now])
  const items = itemsOf(shifts, layout, timeZone)

  const content = (item: Item) => {
    switch (item.kind) {
      case 'claimed':
      case 'open':
        return (
          <ShiftEvent
            shift={item.shift}
            isClaimed={item.kind === 'claimed'}
            isPast={hasStarted(item.shift, now)}
            pending={pendingClaims.get(item.shift.id)}
          />
        )
      case 'claimed count':
        return <ClaimedCountEvent shifts={item.shifts} />
      case 'count': {
        const { day, shifts, facilities } = item.day
        if (shownPerDay > 0) return <MoreEvent shifts={shifts} shown={shownPerDay} />
        const isPast = day < todayIn(timeZone, now)
        return <CountEvent shifts={shifts} facilities={facilities} isPast={isPast} share={shifts / busiest} />
      }
    }
  }

  const onClick = (item: Item) => {
    if (item.kind === 'count') showDay(item.day.day)
    else if (item.kind === 'claimed count') showDay(item.day)
    else showShift(item)
  }

  return (
    <div className={styles.grid} data-view={fullCalendarView}>
      <FullCalendar
        key={timeZone}
        ref={calendar}
        plugins={plugins}
        initialView={fullCalendarView}
        initialDate={location.date}
        timeZone={timeZone}
        // FullCalendar would advance a fixed instant by the browser's clock, which may be wrong.
        now={() => latestNow.current}
        nowIndicator
        headerToolbar={false}
        height="auto"
        fixedWeekCount={false}
        slotDuration="01:00"
        allDaySlot={false}
        // An overnight shift is shown only on the day on which it starts.
        nextDayThreshold="23:59:59"
        eventDisplay="block"
        eventOrder="rank,start,id"
        eventClass={styles.event}
        listDaysClass={styles.listDays}
        listDayClass={styles.listDay}
        listDayHeaderClass={styles.listDayHeader}
        listDayBodyClass={styles.listDayBody}
        listItemEventClass={styles.listItem}
        listItemEventBeforeClass={styles.listItemBefore}
        noEventsContent=""
        navLinks={location.view !== 'day'}
        navLinkHint={texts.calendar.everyShiftOf}
        navLinkDayClick={(date) => showDay(dayOf(date.toISOString(), timeZone))}
        events={[...items].map(([id, item]) => toEvent(id, item, pendingClaims, texts))}
        eventContent={({ event }) => {
          const item = items.get(event.id)
          return item && content(item)
        }}
        eventClick={({ event }) => {
          const item = items.get(event.id)
          if (item) onClick(item)
        }}
      />
    </div>
  )
})

const viewOf = ({ layout, location }: Pick<CalendarGridProps, 'layout' | 'location'>) =>
  layout?.fullCalendarView ?? initialViews[location.view]

/** What the events show, by event id. */
function itemsOf(shifts: WorkerShift[], layout: Layout | undefined, timeZone: string): Map<string, Item> {
  const { single, grouped } = groupClaimed(shifts, layout, timeZone)
  const items = new Map<string, Item>()
  for (const item of single) items.set(`shift-${item.shift.id}`, item)
  for (const { day, shifts: count } of grouped)
    items.set(`claimed-${day}`, { kind: 'claimed count', day, shifts: count })
  if (layout?.kind === 'cells')
    for (const day of layout.countedDays) items.set(`count-${day.day}`, { kind: 'count', day })
  return items
}

function toEvent(
  id: string,
  item: Item,
  pendingClaims: ReadonlyMap<number, PendingClaim>,
  texts: Texts,
): EventInput {
  if (item.kind === 'count') {
    const { day, shifts } = item.day
    return { id, title: texts.calendar.openShifts(shifts), start: day, allDay: true, rank: 2 }
  }
  if (item.kind === 'claimed count')
    return { id, title: texts.calendar.claimedShifts(item.shifts), start: item.day, allDay: true, rank: 0 }
  const { id: shiftId, facility, startsAt, endsAt } = item.shift
  return {
    id,
    title: facility.name,
    start: startsAt,
    end: endsAt,
    rank: 1,
    // FullCalendar renders an event again only if its input changes, so what the content depends on is part of it.
    kind: item.kind,
    pending: pendingClaims.get(shiftId),
  }
}
