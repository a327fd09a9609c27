'use client'

import { useId } from 'react'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import type { PendingClaim } from '@/shared/shift/pendingClaims.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './ServerAction.module.css'

interface ServerActionProps {
  className: string | undefined
  label: string
  /** What is under way with the shift already. */
  pending: PendingClaim | undefined
  run: () => void
}

/** A button for what only the server can decide. It is disabled, and says why, while that is under way or cannot be asked. */
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
