'use client'

import { HomePanel } from '@/features/home/index.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useOverlay } from '@/ui/useOverlay.ts'
import styles from './Header.module.css'

/** Shows where the worker lives, and lets the worker change it. */
export function HomeButton() {
  const { home } = useTexts()
  const panel = useOverlay<true>()
  return (
    <>
      <button type="button" className={styles.quiet} aria-haspopup="dialog" onClick={() => panel.show(true)}>
        {home.title}
      </button>
      {panel.shown && <HomePanel close={panel.close} onSet={panel.close} />}
    </>
  )
}
