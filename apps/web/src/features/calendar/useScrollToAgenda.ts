'use client'

import { useEffect, useState } from 'react'
import type { CalendarLocation } from '@/shared/calendar/location.ts'

/** Shows the start of the agenda when another period is shown and the page is scrolled past it. */
export function useScrollToAgenda(shown: CalendarLocation): void {
  const [first] = useState(shown)
  useEffect(() => {
    if (shown === first) return
    // In the frame's callback the page is complete, so that reading a position costs no layout of its own.
    const frame = requestAnimationFrame(() => {
      const agenda = document.querySelector('#agenda')
      if (agenda && agenda.getBoundingClientRect().top < 0) agenda.scrollIntoView()
    })
    return () => cancelAnimationFrame(frame)
  }, [shown, first])
}
