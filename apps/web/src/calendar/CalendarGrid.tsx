'use client'

import FullCalendar, { type EventInput } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import interactionPlugin from '@fullcalendar/react/interaction'
import listPlugin from '@fullcalendar/react/list'
import themePlugin from '@fullcalendar/react/themes/breezy'
import timeGridPlugin from '@fullcalendar/react/timegrid'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/breezy/theme.css'
import './fullcalendar.css'
import styles from './CalendarGrid.module.css'
import type { CountedDay, Layout } from './density.ts'
import { CountEvent, MoreEvent, ShiftEvent } from './EventContent.tsx'
import type { Shift } from './format.ts'
import type { CalendarLocation, View } from './location.ts'
import { dayOf, todayIn } from './period.ts'

interface CalendarGridProps {
  location: CalendarLocation
  layout: Layout | undefined
  shifts: Shift[]
  now: string
  timeZone: string
  openDay: (day: string) => void
  openShift: (shift: Shift) => void
}

/** What an event of the calendar stands for. */
type Item = { kind: 'shift'; shift: Shift } | { kind: 'count'; day: CountedDay }

const plugins = [dayGridPlugin, timeGridPlugin, listPlugin, interactionPlugin, themePlugin]

/** Shown until the counts decide. */
const emptyView = {
  month: 'dayGridMonth',
  week: 'dayGridWeek',
  day: 'timeGridDay',
  list: 'listMonth',
} as const satisfies Record<View, string>

/** The calendar itself: FullCalendar with our events in it. */
export function CalendarGrid({
  location,
  layout,
  shifts,
  now,
  timeZone,
  openDay,
  openShift,
}: CalendarGridProps) {
  const fullCalendarView = layout?.fullCalendarView ?? emptyView[location.view]
  const items = new Map<string, Item>(shifts.map((shift) => [`shift-${shift.id}`, { kind: 'shift', shift }]))
  const countedDays = layout?.kind === 'cells' ? layout.countedDays : []
  for (const day of countedDays) items.set(`count-${day.day}`, { kind: 'count', day })
  const busiest = Math.max(...countedDays.map((day) => day.shifts), 1)

  const isPast = (instant: string) => Date.parse(instant) <= Date.parse(now)

  const content = (item: Item) => {
    if (item.kind === 'shift')
      return <ShiftEvent shift={item.shift} timeZone={timeZone} isPast={isPast(item.shift.startsAt)} />
    const { day, shifts, facilities } = item.day
    if (layout?.kind === 'cells' && layout.shownPerDay > 0)
      return <MoreEvent shifts={shifts} shown={layout.shownPerDay} />
    return (
      <CountEvent
        {...{ shifts, facilities }}
        share={shifts / busiest}
        isPast={day < todayIn(timeZone, now)}
      />
    )
  }

  return (
    <div className={styles.grid} data-view={fullCalendarView}>
      <FullCalendar
        // FullCalendar keeps a state of its own; another period is another calendar, so that the two never disagree.
        key={`${fullCalendarView} ${location.date} ${timeZone}`}
        plugins={plugins}
        initialView={fullCalendarView}
        initialDate={location.date}
        timeZone={timeZone}
        now={now}
        nowIndicator
        headerToolbar={false}
        height="auto"
        fixedWeekCount={false}
        slotDuration="01:00"
        allDaySlot={false}
        // An overnight shift stands on the day on which it starts.
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
        navLinkHint="Every shift of $0"
        navLinkDayClick={(date) => openDay(dayOf(date.toISOString(), timeZone))}
        events={[...items].map(([id, item]) => toEvent(id, item))}
        eventContent={({ event }) => {
          const item = items.get(event.id)
          return item && content(item)
        }}
        eventClick={({ event }) => {
          const item = items.get(event.id)
          if (item?.kind === 'count') openDay(item.day.day)
          if (item?.kind === 'shift') openShift(item.shift)
        }}
      />
    </div>
  )
}

function toEvent(id: string, item: Item): EventInput {
  if (item.kind === 'count') {
    return { id, title: `${item.day.shifts} open shifts`, start: item.day.day, allDay: true, rank: 1 }
  }
  const { facility, startsAt, endsAt } = item.shift
  return { id, title: facility.name, start: startsAt, end: endsAt, rank: 0 }
}
