'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useClaimedShifts } from '@/features/claims/index.ts'
import { combineLoadStates, loadStateOf } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { dayInWords } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { mergeByStart, type WorkerShift } from '@/shared/shift/workerShift.ts'
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

/** The height in px of a row that has not been measured yet. */
const estimatedRowHeight = 84

/** All shifts of one day, claimed ones included. It loads them a page at a time and renders only the rows in view. */
export function DayPanel({ location, day, showShift, close }: DayPanelProps) {
  const { dayPanel: texts, action } = useTexts()
  const viewer = useViewer()
  const window = daysWindow(viewer.timeZone, day)
  const list = useShiftList(location, window)
  const claimed = useClaimedShifts(window)
  const { loadMore, isLoadingMore, isError } = list
  const shifts = mergeByStart(list.shifts, claimed.shifts, !loadMore)
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
  const isNearEnd = (visible.at(-1)?.index ?? 0) >= shifts.length - 10
  const isPrinting = useIsPrinting()
  // A printed page does not scroll, so all loaded rows are rendered.
  const rendered = isPrinting ? shifts.map((_, index) => ({ index, start: 0 })) : visible

  useEffect(() => {
    if (isNearEnd && loadMore && !isLoadingMore && !isError) loadMore()
  }, [isNearEnd, loadMore, isLoadingMore, isError])

  const total = count.data?.total
  const state = combineLoadStates([list.state, loadStateOf(count)])
  const counts = {
    loaded: texts.openShifts(total ?? 0),
    loading: texts.loading,
    offline: texts.offline,
    // An alert is shown instead.
    failed: '',
  }
  const error = list.error ?? count.error ?? claimed.error
  const retry = () => {
    for (const query of [list, count, claimed]) if (query.isError) void query.refetch()
  }
  return (
    <SidePanel title={dayInWords(day)} closeLabel={action.close} close={close}>
      <p className={styles.summary} role="status">
        <span>{counts[state]}</span>
        {claimed.shifts.length > 0 && <span>{texts.claimedShifts(claimed.shifts.length)}</span>}
        {state === 'loaded' && claimed.state === 'offline' && <span>{texts.claimedOffline}</span>}
      </p>
      {error && <LoadFailure error={error} retry={retry} />}
      <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={texts.list}>
        <ul className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {rendered.map((row) => {
            const item = shifts[row.index]
            return (
              item && (
                <li
                  key={item.shift.id}
                  className={styles.row}
                  ref={rows.measureElement}
                  data-index={row.index}
                  style={{ transform: `translateY(${row.start}px)` }}
                  aria-posinset={row.index + 1}
                  aria-setsize={total === undefined ? -1 : total + claimed.shifts.length}
                >
                  <ShiftRow
                    shift={item.shift}
                    isClaimed={item.kind === 'claimed'}
                    onSelect={() => showShift(item)}
                  />
                </li>
              )
            )
          })}
        </ul>
        {isPrinting && loadMore && <p className={styles.summary}>{texts.firstShifts(shifts.length)}</p>}
      </div>
    </SidePanel>
  )
}
