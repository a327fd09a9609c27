'use client'

import { useDeferredValue, useEffect, useMemo, useRef } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { groupSame } from '@/shared/shift/groupSame.ts'
import { addDays, groupByDay } from '@/shared/time/period.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './Agenda.module.css'
import type { RenderCard } from './useCards.tsx'
import type { PeriodShifts } from './usePeriod.ts'

interface AgendaProps {
  agenda: PeriodShifts['agenda']
  renderCard: RenderCard
}

/** How many shifts are rendered at first: more than a screen shows. The others follow after the first paint. */
const firstShifts = 16

/**
 * The shifts from the selected day on, by day. More are loaded when its end comes near. Another period needs another `key`,
 * or all of its shifts are rendered before its first paint.
 */
export function Agenda({ agenda, renderCard }: AgendaProps) {
  const texts = useTexts()
  const { dayInWords, dayTitle } = useFormat()
  const { timeZone } = useViewer()
  const today = useToday()
  const tomorrow = addDays(today, 1)
  const isOnline = useIsOnline()
  const { loadMore, isLoadingMore, hasFailedToLoadMore } = agenda
  const items = useDeferredValue(agenda.items, agenda.items.slice(0, firstShifts))
  const days = useMemo(() => groupByDay(items, ({ shift }) => shift, timeZone), [items, timeZone])
  const areAllRendered = items === agenda.items
  const mayLoad = areAllRendered && isOnline && !isLoadingMore && !hasFailedToLoadMore
  const end = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!loadMore || !mayLoad || !end.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && loadMore(), {
      rootMargin: '800px',
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [loadMore, mayLoad])

  return (
    <section id="agenda" className={styles.agenda} aria-label={texts.agenda.title} tabIndex={-1}>
      {days.map(([day, ofDay]) => (
        <section key={day} className={styles.day}>
          <h3 className={styles.heading}>
            {day === today && <span>{texts.agenda.today}</span>}
            {day === tomorrow && <span>{texts.agenda.tomorrow}</span>}
            <span>{day === today || day === tomorrow ? dayInWords(day) : dayTitle(day)}</span>
          </h3>
          <ul className={styles.cards}>
            {groupSame(ofDay).map(({ item, count }) => (
              <li key={item.shift.id}>{renderCard(item, count)}</li>
            ))}
          </ul>
        </section>
      ))}
      {loadMore && areAllRendered && (
        <button
          ref={end}
          type="button"
          className={styles.more}
          onClick={loadMore}
          disabled={isLoadingMore || !isOnline}
        >
          {isOnline ? texts.action.showMore : texts.agenda.moreOffline}
        </button>
      )}
    </section>
  )
}
