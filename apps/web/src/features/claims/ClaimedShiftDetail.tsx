import type { ReactNode } from 'react'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import { ServerAction } from './ServerAction.tsx'
import type { Claims } from './useClaims.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { shortDay } from '@/shared/format/format.ts'
import { hasStarted, type ClaimedShift } from '@/shared/shift/shift.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDialog.module.css'

interface ClaimedShiftDetailProps {
  shift: ClaimedShift
  facts: ReactNode
  claims: Claims
  close: () => boolean
}

/** A claimed shift, which can be given back until it starts. */
export function ClaimedShiftDetail({ shift, facts, claims, close }: ClaimedShiftDetailProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const now = useNow()
  const isPast = hasStarted(shift, now)
  const pending = usePendingClaims().get(shift.id)
  return (
    <>
      <div className={styles.body}>
        <p className={styles.claimed}>
          {shift.claimedAt
            ? texts.shift.claimedSince(shortDay(shift.claimedAt, timeZone))
            : texts.shift.assigned}
        </p>
        {shift.overlapsClaimed && <p className={styles.warning}>{texts.shift.claimedOverlaps}</p>}
        {facts}
      </div>
      {!isPast && (
        <div className={styles.actions}>
          <ServerAction
            className={styles.giveBack}
            label={texts.action.giveBack}
            pending={pending}
            run={() => {
              if (close()) claims.release(shift)
            }}
          />
        </div>
      )}
    </>
  )
}
