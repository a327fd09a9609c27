'use client'

import { useTexts } from '@/shared/i18n/texts.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import styles from './ShortcutHelp.module.css'

/** A button that lists the keys of the calendar. */
export function ShortcutHelp() {
  const { shortcuts: texts, action } = useTexts()
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
        <SidePanel title={texts.title} closeLabel={action.close} close={panel.close}>
          <dl className={styles.keys}>
            {texts.keys.map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </SidePanel>
      )}
    </>
  )
}
