'use client'

import type { ReactNode } from 'react'
import { LocationLink } from '@/shared/calendar/LocationLink.tsx'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './DayLink.module.css'

interface DayLinkProps {
  location: CalendarLocation
  day: string
  today: string
  /** How many shifts the worker can take on the day. */
  shifts: number
  claimed: number
  /** The tint of the day, 0 to 5. */
  tint: number
  navigate: Navigate
  className?: string | undefined
  children?: ReactNode
}

/** A day of the month or week that leads to its shifts. */
export function DayLink({
  location,
  day,
  today,
  shifts,
  claimed,
  tint,
  navigate,
  className = '',
  children,
}: DayLinkProps) {
  const texts = useTexts().calendar
  const { dayTitle } = useFormat()
  const isSelected = day === location.date
  return (
    <LocationLink
      to={{ ...location, date: day }}
      navigate={navigate}
      className={`${styles.day} ${className}`}
      aria-label={[dayTitle(day), texts.canTake(shifts), claimed > 0 && texts.yours(claimed)]
        .filter(Boolean)
        .join(', ')}
      aria-current={isSelected ? 'date' : undefined}
      data-day={day}
      data-today={day === today}
      data-past={day < today}
      data-tint={tint}
    >
      <span className={styles.number}>{Number(day.slice(8))}</span>
      {children}
    </LocationLink>
  )
}
