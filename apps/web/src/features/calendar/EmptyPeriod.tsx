'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { loadStateOf, type LoadState } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import styles from './EmptyPeriod.module.css'
import { shortDay } from '@/shared/format/format.ts'
import type { Viewer } from '@/shared/calendar/inputs.ts'
import type { CalendarLocation } from '@/shared/calendar/location.ts'
import { dayOf } from '@/shared/time/period.ts'

interface EmptyPeriodProps {
  viewer: Viewer
  location: CalendarLocation
  now: string
  isActive: boolean
  go: (location: CalendarLocation) => void
}

const ahead: Partial<Record<LoadState, string>> = {
  loading: ' — looking ahead…',
  offline: ' — you are offline, so what comes later is not known.',
  failed: ' — what comes later could not be loaded.',
}

/** Nothing is open in the period shown: says where something is. */
export function EmptyPeriod({ viewer, location, now, isActive, go }: EmptyPeriodProps) {
  const { facilityIds } = location
  const next = trpc.shift.listEligible.useQuery(
    { workerId: viewer.workerId, from: now, limit: 1, ...(facilityIds.length > 0 && { facilityIds }) },
    // Asked anew each minute; until the answer is there, the last one stands.
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
          onClick={() => go({ ...location, date: dayOf(shift.startsAt, viewer.timeZone) })}
        >
          {`Next open shift: ${shortDay(shift.startsAt, viewer.timeZone)}`}
        </button>
      )}
      {facilityIds.length > 0 && (
        <button type="button" className={styles.action} onClick={() => go({ ...location, facilityIds: [] })}>
          Every facility
        </button>
      )}
    </div>
  )
}
