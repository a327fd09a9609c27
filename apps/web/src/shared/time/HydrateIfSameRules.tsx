'use client'

import { useState, type ReactNode } from 'react'
import { formatSample } from '@/shared/format/formatSample.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useServerSample } from '@/shared/i18n/LocaleContext.tsx'
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
 * Hydrates the server's HTML only if browser and server have the same time zone rules and write dates and times alike.
 * Otherwise React would find other texts than the server rendered: the HTML is left as it is, and then replaced by the
 * browser's rendering.
 */
export function HydrateIfSameRules({ shown, serverRules, children }: HydrateIfSameRulesProps) {
  const isHydrating = useIsHydrating()
  const format = useFormat()
  const serverSample = useServerSample()
  const [differs] = useState(
    () => isHydrating && (zoneRules(shown) !== serverRules || formatSample(format) !== serverSample),
  )
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
