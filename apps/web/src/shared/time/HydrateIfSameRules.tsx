'use client'

import { useState, type ReactNode } from 'react'
import styles from './HydrateIfSameRules.module.css'
import { useIsHydrating } from './useIsHydrating.ts'
import { zoneRules, type ShownZones } from './zoneRules.ts'

interface HydrateIfSameRulesProps {
  shown: ShownZones
  /** The server's time zone rules, from `zoneRules`. */
  serverRules: string
  children: ReactNode
}

/**
 * Hydrates the server's HTML only if browser and server have the same time zone rules. Otherwise React would find other
 * hours and days than the server rendered: the HTML is left as it is, and then replaced by the browser's rendering.
 */
export function HydrateIfSameRules({ shown, serverRules, children }: HydrateIfSameRulesProps) {
  const isHydrating = useIsHydrating()
  const [differs] = useState(() => isHydrating && zoneRules(shown) !== serverRules)
  // React does not hydrate the content of an element with `dangerouslySetInnerHTML`.
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
