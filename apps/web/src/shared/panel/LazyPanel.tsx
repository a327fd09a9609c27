'use client'

import { Suspense, type ReactNode } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import styles from './LazyPanel.module.css'

interface LazyPanelProps {
  title: string
  close: () => void
  /** The panel, whose script is loaded when it is shown first. */
  children: ReactNode
}

/** Shows a panel as soon as its script is loaded. Offline, a panel says that it is not. */
export function LazyPanel({ title, close, children }: LazyPanelProps) {
  const { action, failure } = useTexts()
  const isOnline = useIsOnline()
  const offline = (
    <SidePanel title={title} closeLabel={action.close} close={close}>
      <p className={styles.text}>{failure.offline}</p>
    </SidePanel>
  )
  return <Suspense fallback={isOnline ? null : offline}>{children}</Suspense>
}
