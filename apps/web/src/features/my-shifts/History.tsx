import { useState } from 'react'
import { loadStateOf } from '@/lib/loadState.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import type { ClaimedShift } from '@/shared/shift/shift.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './MyShiftsPage.module.css'
import { useHistory } from './useHistory.ts'
import { WeekSection } from './WeekSection.tsx'
import { groupByWeek } from './weeks.ts'

interface HistoryProps {
  /** The first day that is not history: that of a week. */
  endDay: string
  onSelect: (shift: ClaimedShift) => void
}

/** The claimed shifts of earlier weeks, newest first. They are loaded on demand. */
export function History({ endDay, onSelect }: HistoryProps) {
  const texts = useMyShiftsTexts()
  const viewer = useViewer()
  const isOnline = useIsOnline()
  const [isOpen, setIsOpen] = useState(false)
  const history = useHistory(endDay, isOpen)
  const state = loadStateOf(history)
  const shifts = history.data?.pages.flatMap((page) => page.shifts) ?? []
  const weeks = groupByWeek(shifts, viewer).toReversed()
  const mayShowMore = !isOpen || history.hasNextPage
  return (
    <section className={styles.history} aria-label={texts.history} data-open={isOpen}>
      {isOpen && <h3 className={styles.historyTitle}>{texts.history}</h3>}
      {weeks.map((week) => (
        <WeekSection key={week.firstDay} week={week} onSelect={onSelect} />
      ))}
      {history.error && (
        <LoadFailure of="shifts" error={history.error} retry={() => void history.refetch()} />
      )}
      <p className={styles.note} role="status">
        {isOpen && (state === 'loaded' ? texts.historyLoaded(shifts.length) : texts.historyStates[state])}
      </p>
      {mayShowMore && (
        <button
          type="button"
          className={styles.more}
          disabled={history.isFetching || (isOpen && !isOnline)}
          onClick={() => {
            if (isOpen) void history.fetchNextPage()
            else setIsOpen(true)
          }}
        >
          {isOpen ? texts.showMoreHistory : texts.showHistory}
        </button>
      )}
    </section>
  )
}
