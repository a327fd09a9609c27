'use client'

import { useId } from 'react'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import type { PendingClaim } from '@/shared/shift/pendingClaims.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './ServerAction.module.css'

interface ServerActionProps {
  className: string | undefined
  label: string
  /** The claim or release of the shift that is under way. */
  pending: PendingClaim | undefined
  run: () => void
}

/** A button for a claim or release. It is disabled, and says why, while one is under way and while the browser is offline. */
export function ServerAction({ className, label, pending, run }: ServerActionProps) {
  const texts = useTexts()
  const isOnline = useIsOnline()
  const reasonId = useId()
  return (
    <>
      {!isOnline && (
        <p id={reasonId} className={styles.reason}>
          {texts.claims.offlineReason}
        </p>
      )}
      <button
        type="button"
        className={className}
        disabled={!isOnline || pending !== undefined}
        aria-describedby={isOnline ? undefined : reasonId}
        onClick={run}
      >
        {pending ? texts.claims[pending] : label}
      </button>
    </>
  )
}
