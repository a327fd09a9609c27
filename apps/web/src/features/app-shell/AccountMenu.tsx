'use client'

import type { RouterOutputs } from '@shifts/api'
import { useRef, type ReactNode } from 'react'
import { HomePanel } from '@/features/home/index.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Icon } from '@/ui/Icon.tsx'
import { useOverlay } from '@/ui/useOverlay.ts'
import styles from './AccountMenu.module.css'

const personIcon = 'M12 4.5a3.5 3.5 0 1 0 .01 0zM5 20a7 7 0 0 1 14 0'

interface AccountMenuProps {
  /** Undefined until it is loaded. */
  worker: RouterOutputs['worker']['byId'] | undefined
  /** What the menu offers besides the home. */
  children: ReactNode
}

/** The worker's name, which opens a menu. The browser opens and closes it. */
export function AccountMenu({ worker, children }: AccountMenuProps) {
  const { account, home } = useTexts()
  const menu = useRef<HTMLDivElement>(null)
  const panel = useOverlay<true>()
  return (
    <>
      <button type="button" className={styles.open} popoverTarget="account" aria-haspopup="dialog">
        <Icon d={personIcon} />
        <span className="visually-hidden">{account.title}</span>
        {worker && (
          <>
            <bdi className={styles.name}>{worker.name}</bdi>
            <span className={styles.profession}>{worker.profession}</span>
          </>
        )}
      </button>
      <div
        ref={menu}
        id="account"
        popover="auto"
        role="dialog"
        aria-label={account.title}
        className={styles.menu}
      >
        <button
          type="button"
          className={styles.item}
          aria-haspopup="dialog"
          onClick={() => {
            // Gives the focus back to the button, to which the panel will return it.
            menu.current?.hidePopover()
            panel.show(true)
          }}
        >
          {home.title}
        </button>
        {children}
      </div>
      {panel.shown && <HomePanel close={panel.close} onSet={panel.close} />}
    </>
  )
}
