import { LocationLink } from '@/shared/calendar/LocationLink.tsx'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { views } from '@/shared/time/period.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { Icon } from '@/ui/Icon.tsx'
import { stepDate } from './stepDate.ts'
import styles from './Toolbar.module.css'

interface ToolbarProps {
  location: CalendarLocation
  /** The period shown, which is the last one until that of `location` is loaded. */
  shown: CalendarLocation
  navigate: Navigate
}

/** The title of the period, links to the periods beside it, and the views. Each has a key, see `useShortcuts`. */
export function Toolbar({ location, shown, navigate }: ToolbarProps) {
  const texts = useTexts().calendar
  const { periodTitle } = useFormat()
  const { firstDay } = useViewer()
  const today = useToday()
  const unit = location.view === 'list' ? 'month' : location.view
  return (
    <div className={styles.toolbar}>
      <h2 className={styles.title} aria-live="polite">
        {periodTitle(shown, firstDay)}
      </h2>
      <div className={styles.steps}>
        <LocationLink
          className={styles.step}
          aria-label={texts.previous[unit]}
          aria-keyshortcuts="["
          to={{ ...location, date: stepDate(location, -1, today) }}
          navigate={navigate}
        >
          <Icon d="M14.5 6 8.5 12l6 6" />
        </LocationLink>
        <LocationLink
          className={styles.today}
          aria-keyshortcuts="t"
          to={{ ...location, date: today }}
          navigate={navigate}
        >
          {texts.today}
        </LocationLink>
        <LocationLink
          className={styles.step}
          aria-label={texts.next[unit]}
          aria-keyshortcuts="]"
          to={{ ...location, date: stepDate(location, 1, today) }}
          navigate={navigate}
        >
          <Icon d="m9.5 6 6 6-6 6" />
        </LocationLink>
      </div>
      <div className={styles.views} role="group" aria-label={texts.view}>
        {views.map((view) => (
          <LocationLink
            key={view}
            className={styles.view}
            aria-keyshortcuts={view.slice(0, 1)}
            aria-current={view === location.view ? 'true' : undefined}
            to={{ ...location, view }}
            navigate={navigate}
          >
            {texts[view]}
          </LocationLink>
        ))}
      </div>
    </div>
  )
}
