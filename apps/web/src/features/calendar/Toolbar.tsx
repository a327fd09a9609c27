import type { ReactNode } from 'react'
import { views, type CalendarLocation, type PeriodLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useToday } from '@/shared/viewer/ViewerContext.tsx'
import { adjacentDate, periodTitle } from '@/shared/time/period.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './Toolbar.module.css'

interface ToolbarProps {
  location: CalendarLocation
  /** The period shown, which is the last one until that of `location` is loaded. */
  shown: PeriodLocation
  navigate: Navigate
  children: ReactNode
}

export function Toolbar({ location, shown, navigate, children }: ToolbarProps) {
  const texts = useTexts()
  const today = useToday()
  const showPeriodOf = (date: string) =>
    navigate({ ...location, date, day: undefined, showsClaimed: undefined })
  const unit = location.view === 'list' ? 'month' : location.view
  return (
    <div className={styles.toolbar}>
      <h2 className={styles.title} aria-live="polite">
        {periodTitle(shown)}
      </h2>
      <div className={styles.steps}>
        <button
          type="button"
          className={styles.step}
          aria-label={texts.calendar.previous[unit]}
          onClick={() => showPeriodOf(adjacentDate(location, -1))}
        >
          <Chevron d="M14.5 6 8.5 12l6 6" />
        </button>
        <button type="button" className={styles.today} onClick={() => showPeriodOf(today)}>
          {texts.calendar.today}
        </button>
        <button
          type="button"
          className={styles.step}
          aria-label={texts.calendar.next[unit]}
          onClick={() => showPeriodOf(adjacentDate(location, 1))}
        >
          <Chevron d="m9.5 6 6 6-6 6" />
        </button>
      </div>
      <div className={styles.views} role="group" aria-label={texts.calendar.view}>
        {views.map((view) => (
          <button
            key={view}
            type="button"
            className={styles.view}
            aria-pressed={view === location.view}
            onClick={() => navigate({ ...location, view, day: undefined, showsClaimed: undefined })}
          >
            {texts.calendar[view]}
          </button>
        ))}
      </div>
      {children}
    </div>
  )
}

const Chevron = ({ d }: { d: string }) => (
  <svg
    viewBox="0 0 24 24"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path d={d} />
  </svg>
)
