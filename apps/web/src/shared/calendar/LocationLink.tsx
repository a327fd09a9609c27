'use client'

import type { ComponentProps } from 'react'
import { toSearch, type CalendarLocation } from './location.ts'
import type { Navigate } from './useCalendarLocation.ts'

interface LocationLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  to: CalendarLocation
  navigate: Navigate
}

/** A link to another state of the calendar. It also works before the scripts are loaded, and can be opened in a new tab. */
export function LocationLink({ to, navigate, children, ...props }: LocationLinkProps) {
  return (
    <a
      {...props}
      href={toSearch(to)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        navigate(to)
      }}
    >
      {children}
    </a>
  )
}
