'use client'

import { useEffect } from 'react'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useToday } from '@/shared/viewer/ViewerContext.tsx'
import { DayGroups } from './DayGroups.tsx'
import styles from './GroupsView.module.css'
import { Grid } from './Grid.tsx'
import { showGrid } from './loadGrid.ts'
import type { RenderCard } from './useCards.tsx'
import type { PeriodShifts } from './usePeriod.ts'

interface GroupsViewProps {
  location: CalendarLocation & { view: 'week' | 'day' }
  period: PeriodShifts
  renderCard: RenderCard
  navigate: Navigate
}

/** The shifts of a week or of a day, in columns by day and in groups by part of day. */
export function GroupsView({ location, period: { groups }, renderCard, navigate }: GroupsViewProps) {
  const today = useToday()
  const { view, date, filter } = location
  useEffect(showGrid, [])
  return (
    <div className={styles.groups}>
      <Grid
        period={{ view, date }}
        today={today}
        renderDay={(day) => (
          <DayGroups
            day={day}
            groups={groups.groups.filter((group) => group.day === day)}
            renderCard={renderCard}
            showAll={(part) =>
              // A day's view has the first shifts of each part; the list has all of them.
              navigate(
                view === 'week'
                  ? { ...location, view: 'day', date: day }
                  : { view: 'list', date: day, filter: { ...filter, partsOfDay: [part] } },
              )
            }
          />
        )}
      />
    </div>
  )
}
