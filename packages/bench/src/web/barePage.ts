import FullCalendar, { type EventInput } from '@fullcalendar/react'
import dayGridPlugin from '@fullcalendar/react/daygrid'
import themePlugin from '@fullcalendar/react/themes/breezy'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import '@fullcalendar/react/skeleton.css'
import '@fullcalendar/react/themes/breezy/theme.css'
import '@fullcalendar/react/themes/breezy/palettes/indigo.css'

// The baseline of the page: nothing but FullCalendar, with an event on each of its 42 days. Runs in the browser.

const dayMs = 86_400_000
const days = 42

/** An event for each day from `start` on. */
const eventsFrom = (start: Date): EventInput[] =>
  Array.from({ length: days }, (_, n) => {
    const day = new Date(start.getTime() + n * dayMs).toISOString().slice(0, 10)
    return { id: day, title: `${n} open`, start: day, allDay: true }
  })

const root = document.querySelector('#root')
if (root)
  createRoot(root).render(
    createElement(FullCalendar, {
      plugins: [dayGridPlugin, themePlugin],
      initialView: 'dayGridMonth',
      initialDate: new URLSearchParams(window.location.search).get('date') ?? '2026-12-01',
      timeZone: 'UTC',
      height: 'auto',
      headerToolbar: { left: 'title', right: 'prev,next' },
      eventClass: 'event',
      events: ({ start }, onLoaded) => onLoaded(eventsFrom(start)),
    }),
  )
