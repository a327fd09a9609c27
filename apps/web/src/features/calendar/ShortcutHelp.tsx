'use client'

import { lazy } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { LazyPanel } from '@/shared/panel/LazyPanel.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import styles from './ShortcutHelp.module.css'

const ShortcutPanel = lazy(() => loadScript(() => import('./ShortcutPanel.tsx')))

/** A button that lists the keys of the calendar. */
export function ShortcutHelp() {
  const { shortcuts: texts } = useTexts()
  const panel = useOverlay<true>()
  return (
    <>
      <button
        type="button"
        className={styles.open}
        aria-keyshortcuts="?"
        aria-haspopup="dialog"
        onClick={() => panel.show(true)}
      >
        {texts.title}
      </button>
      {panel.shown && (
        <LazyPanel title={texts.title} close={panel.close}>
          <ShortcutPanel close={panel.close} />
        </LazyPanel>
      )}
    </>
  )
}
