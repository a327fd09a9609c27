'use client'

import { useEffect, useRef } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import type { ClaimedShift, Shift } from '@/shared/shift/shift.ts'
import styles from './Action.module.css'
import { ServerAction } from './ServerAction.tsx'
import type { Claims } from './useClaims.ts'

interface ActionProps {
  action: 'claim' | 'tryAgain' | 'giveBack'
  shift: Shift
  claimed: ClaimedShift | undefined
  claims: Claims
}

/** The button that claims the shift or gives it back. */
export function Action({ action, shift, claimed, claims }: ActionProps) {
  const texts = useTexts()
  const pending = usePendingClaims().get(shift.id)
  const element = useRef<HTMLDivElement>(null)
  const wasFocused = useRef(false)

  // The button of the next action takes the focus that is lost with the button before it.
  useEffect(() => {
    const isLost = wasFocused.current && document.activeElement === document.body
    if (isLost) element.current?.querySelector('button')?.focus()
  }, [action])

  return (
    <div
      ref={element}
      className={styles.action}
      onFocus={() => {
        wasFocused.current = true
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget) wasFocused.current = false
      }}
    >
      {action === 'giveBack' && <p className={styles.rule}>{texts.shift.giveBackRule}</p>}
      {/* A new button for each action, so that the second press of a double click on one does not hit the next. */}
      <ServerAction
        key={action}
        className={action === 'giveBack' ? styles.giveBack : styles.claim}
        label={texts.action[action]}
        pending={pending}
        run={() => (claimed ? claims.release(claimed) : claims.claim(shift))}
      />
    </div>
  )
}
