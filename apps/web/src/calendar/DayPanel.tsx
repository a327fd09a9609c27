'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { SidePanel } from '@/ui/SidePanel.tsx'
import styles from './DayPanel.module.css'
import { countOf, dayInWords, type Shift } from './format.ts'
import { countInput, type Viewer } from './inputs.ts'
import { LoadFailure } from './LoadFailure.tsx'
import type { CalendarLocation } from './location.ts'
import { daysWindow } from './period.ts'
import { ShiftRow } from './ShiftRow.tsx'
import { useShiftList } from './useEligibleShifts.ts'
import { trpc } from '@/client/trpc.ts'

interface DayPanelProps {
  viewer: Viewer
  location: CalendarLocation
  day: string
  now: string
  openShift: (shift: Shift) => void
  close: () => void
}

const rowHeight = 84

/** Every shift of one day: loaded a page at a time, and only what is in view is drawn. */
export function DayPanel({ viewer, location, day, now, openShift, close }: DayPanelProps) {
  const list = useShiftList(viewer, location, daysWindow(viewer.timeZone, day))
  const { shifts, isLoading, more, isLoadingMore, isError } = list
  const count = trpc.shift.countEligibleByDay.useQuery(
    countInput(viewer, { ...location, view: 'day', date: day }),
  )
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: shifts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  const visible = rows.getVirtualItems()
  const nearsEnd = (visible.at(-1)?.index ?? 0) >= shifts.length - 10

  useEffect(() => {
    if (nearsEnd && more && !isLoadingMore && !isError) more()
  }, [nearsEnd, more, isLoadingMore, isError])

  const total = count.data?.total
  const error = list.error ?? count.error
  const retry = () => {
    for (const query of [list, count]) if (query.isError) void query.refetch()
  }
  return (
    <SidePanel title={dayInWords(day)} close={close}>
      <p className={styles.summary} role="status">
        {isLoading || count.isLoading ? 'Loading…' : total !== undefined && countOf(total, 'open shift')}
      </p>
      {error && <LoadFailure error={error} retry={retry} />}
      <div
        ref={scroller}
        className={styles.scroller}
        tabIndex={0}
        role="region"
        aria-label="Shifts of the day"
      >
        <ul className={styles.rows} style={{ height: rows.getTotalSize() }}>
          {visible.map((row) => {
            const shift = shifts[row.index]
            return (
              shift && (
                <li
                  key={shift.id}
                  className={styles.row}
                  style={{ height: rowHeight, transform: `translateY(${row.start}px)` }}
                  aria-posinset={row.index + 1}
                  aria-setsize={total ?? -1}
                >
                  <ShiftRow
                    shift={shift}
                    now={now}
                    timeZone={viewer.timeZone}
                    open={() => openShift(shift)}
                  />
                </li>
              )
            )
          })}
        </ul>
      </div>
    </SidePanel>
  )
}
