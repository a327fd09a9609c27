'use client'

import { useState, useSyncExternalStore, type ReactNode } from 'react'
import styles from './HydrateIfSameRules.module.css'
import { zoneRules, type ShownZones } from './zoneRules.ts'

const neverChanges = () => () => {}

interface HydrateIfSameRulesProps {
  shown: ShownZones
  /** How the server sets the clocks of these zones. */
  serverRules: string
  children: ReactNode
}

/**
 * Lets React take over what the server painted, but only where the browser would paint the same hours and days. Where the
 * two differ, the server's page stays as it is until the browser has painted its own in its place.
 */
export function HydrateIfSameRules({ shown, serverRules, children }: HydrateIfSameRulesProps) {
  const isHydrating = useSyncExternalStore(
    neverChanges,
    () => false,
    () => typeof window !== 'undefined',
  )
  const [differs] = useState(() => isHydrating && zoneRules(shown) !== serverRules)
  // React leaves alone what is inside of an element whose content it is told not to compare.
  if (isHydrating && differs)
    return (
      <div className={styles.content} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
    )
  return (
    <div key={differs ? 'browser' : 'server'} className={styles.content}>
      {children}
    </div>
  )
}
