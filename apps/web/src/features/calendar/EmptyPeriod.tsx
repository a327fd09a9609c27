'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { loadStateOf, type LoadState } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import styles from './EmptyPeriod.module.css'
import { shortDay } from '@/shared/format/format.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import type { Navigate } from '@/shared/calendar/useCalendarLocation.ts'
import { dayOf } from '@/shared/time/period.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface EmptyPeriodProps {
  location: CalendarLocation
  navigate: Navigate
}

const ahead: Partial<Record<LoadState, string>> = {
  loading: ' — looking ahead…',
  offline: ' — you are offline, so what comes later is not known.',
  failed: ' — what comes later could not be loaded.',
}

/** Nothing is open in the period shown: says where something is. */
export function EmptyPeriod({ location, navigate }: EmptyPeriodProps) {
  const { workerId, timeZone } = useViewer()
  const now = useNow()
  const worker = trpc.worker.byId.useQuery({ workerId })
  const isActive = worker.data?.isActive ?? true
  const { facilityIds } = location
  const next = trpc.shift.listEligible.useQuery(
    { workerId, from: now, limit: 1, ...(facilityIds.length > 0 && { facilityIds }) },
    // `now` changes each minute: the last result stays until the next one is there.
    { enabled: isActive, placeholderData: keepPreviousData },
  )
  const shift = next.data?.shifts[0]

  if (!isActive) {
    return (
      <p className={styles.empty}>
        Your account is not active, so no shift is open to you. Your staffing office can switch it on.
      </p>
    )
  }
  return (
    <div className={styles.empty}>
      <p>
        <strong>Nothing open here</strong>
        {!shift && next.isSuccess && (
          <span>
            {facilityIds.length > 0
              ? ' — try other facilities.'
              : ' or later — new shifts appear as facilities post them.'}
          </span>
        )}
        {shift && <span> — try:</span>}
        <span>{ahead[loadStateOf(next)]}</span>
      </p>
      {shift && (
        <button
          type="button"
          className={styles.action}
          onClick={() => navigate({ ...location, date: dayOf(shift.startsAt, timeZone) })}
        >
          {`Next open shift: ${shortDay(shift.startsAt, timeZone)}`}
        </button>
      )}
      {facilityIds.length > 0 && (
        <button
          type="button"
          className={styles.action}
          onClick={() => navigate({ ...location, facilityIds: [] })}
        >
          Every facility
        </button>
      )}
    </div>
  )
}
