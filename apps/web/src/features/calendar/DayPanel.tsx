'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useOwnShifts } from '@/features/claims/index.ts'
import { leastOf, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { dayInWords } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { inOrder, type WorkerShift } from '@/shared/shift/workerShift.ts'
import { ShiftRow } from '@/shared/shift/ShiftRow.tsx'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { useIsPrinting } from '@/ui/useIsPrinting.ts'
import styles from './DayPanel.module.css'
import { countInput } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { daysWindow } from '@/shared/time/period.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { useShiftList } from './useEligibleShifts.ts'

interface DayPanelProps {
  location: CalendarLocation
  day: string
  showShift: (shift: WorkerShift) => void
  close: () => void
}

/** Until a row has been measured: it grows with its text. */
const estimatedRowHeight = 84

/** Every shift of one day, the worker's own among them: loaded a page at a time, and only what is in view is drawn. */
export function DayPanel({ location, day, showShift, close }: DayPanelProps) {
  const texts = useTexts().dayPanel
  const viewer = useViewer()
  const window = daysWindow(viewer.timeZone, day)
  const list = useShiftList(location, window)
  const own = useOwnShifts(window)
  const { more, isLoadingMore, isError } = list
  const shifts = inOrder(list.shifts, own.shifts, !more)
  const count = trpc.shift.countEligibleByDay.useQuery(
    countInput(viewer, { ...location, view: 'day', date: day }),
  )
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: shifts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRowHeight,
    getItemKey: (index) => shifts[index]?.shift.id ?? index,
    overscan: 6,
  })
  const visible = rows.getVirtualItems()
  const nearsEnd = (visible.at(-1)?.index ?? 0) >= shifts.length - 10
  const isPrinting = useIsPrinting()
  // Paper does not scroll: every row that is loaded is drawn for it.
  const drawn = isPrinting ? shifts.map((_, index) => ({ index, start: 0 })) : visible

  useEffect(() => {
    if (nearsEnd && more && !isLoadingMore && !isError) more()
  }, [nearsEnd, more, isLoadingMore, isError])

  const total = count.data?.total
  const state = leastOf([list.state, loadStateOf(count)])
  const counts = {
    loaded: texts.openShifts(total ?? 0),
    loading: texts.loading,
    offline: texts.offline,
    // The alert says so.
    failed: '',
  }
  const error = list.error ?? count.error ?? own.error
  const retry = () => {
    for (const query of [list, count, own]) if (query.isError) void query.refetch()
  }
  return (
    <SidePanel title={dayInWords(day)} close={close}>
      <p className={styles.summary} role="status">
        <span>{counts[state]}</span>
        {own.shifts.length > 0 && <span>{texts.claimedShifts(own.shifts.length)}</span>}
        {state === 'loaded' && own.state === 'offline' && <span>{texts.claimedOffline}</span>}
      </p>
      {error && <LoadFailure error={error} retry={retry} />}
      <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={texts.list}>
        <ul className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {drawn.map((row) => {
            const known = shifts[row.index]
            return (
              known && (
                <li
                  key={known.shift.id}
                  className={styles.row}
                  ref={rows.measureElement}
                  data-index={row.index}
                  style={{ transform: `translateY(${row.start}px)` }}
                  aria-posinset={row.index + 1}
                  aria-setsize={total === undefined ? -1 : total + own.shifts.length}
                >
                  <ShiftRow
                    shift={known.shift}
                    isOwn={known.kind === 'own'}
                    onSelect={() => showShift(known)}
                  />
                </li>
              )
            )
          })}
        </ul>
        {isPrinting && more && <p className={styles.summary}>{texts.firstShifts(shifts.length)}</p>}
      </div>
    </SidePanel>
  )
}
