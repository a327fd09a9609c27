'use client'

import { groupByDay } from '@/shared/time/period.ts'
import { useClaimedShiftList } from '@/features/claims/index.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { dayInWords } from '@/shared/format/format.ts'
import { LoadFailure } from '@/shared/errors/LoadFailure.tsx'
import { useMilesFromHome } from '@/shared/place/useFacilities.ts'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import { hasStarted } from '@/shared/shift/shift.ts'
import { useNow, useToday, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './MyShifts.module.css'
import { ShiftCard } from '@/shared/shift/ShiftCard.tsx'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'

interface MyShiftsProps {
  showShift: (shift: WorkerShift) => void
  close: () => void
}

/** The worker's claimed shifts from today on, grouped by day. */
export function MyShifts({ showShift, close }: MyShiftsProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const today = useToday()
  const list = useClaimedShiftList(today)
  const isOnline = useIsOnline()
  const now = useNow()
  const pendingClaims = usePendingClaims()
  const milesFromHome = useMilesFromHome()
  const days = groupByDay(list.shifts, (shift) => shift, timeZone).filter(([day]) => day >= today)
  const isEmpty = list.state === 'loaded' && days.length === 0

  return (
    <SidePanel title={texts.myShifts.title} closeLabel={texts.action.close} close={close}>
      <div className={styles.body} tabIndex={0} role="region" aria-label={texts.myShifts.list}>
        {list.state === 'loading' && <p className={styles.note}>{texts.myShifts.loading}</p>}
        {list.state === 'offline' && <p className={styles.note}>{texts.myShifts.offline}</p>}
        {isEmpty && <p className={styles.note}>{texts.myShifts.empty}</p>}
        {list.error && <LoadFailure error={list.error} retry={() => void list.refetch()} />}
        {days.map(([day, shifts]) => (
          <section key={day}>
            <h3 className={styles.day}>{dayInWords(day)}</h3>
            <ul className={styles.shifts}>
              {shifts.map((shift) => (
                <li key={shift.id}>
                  <ShiftCard
                    item={{ kind: 'claimed', shift }}
                    miles={milesFromHome.get(shift.facility.id)}
                    isPast={hasStarted(shift, now)}
                    pending={pendingClaims.get(shift.id)}
                    onSelect={() => showShift({ kind: 'claimed', shift })}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {list.loadMore && (
          <button
            type="button"
            className={styles.more}
            onClick={list.loadMore}
            disabled={list.isLoadingMore || !isOnline}
          >
            {isOnline ? texts.action.showMore : texts.myShifts.moreOffline}
          </button>
        )}
      </div>
    </SidePanel>
  )
}
