'use client'

import { useShortcutTexts } from '@/shared/i18n/shortcutTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import styles from './ShortcutPanel.module.css'

/** The keys of the calendar. */
export default function ShortcutPanel({ close }: { close: () => boolean }) {
  const { shortcuts, action } = useTexts()
  return (
    <SidePanel title={shortcuts.title} closeLabel={action.close} close={close}>
      <dl className={styles.keys}>
        {useShortcutTexts().map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </SidePanel>
  )
}
