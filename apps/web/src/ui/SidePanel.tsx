'use client'

import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { CloseIcon } from './CloseIcon.tsx'
import { MessagesOutlet } from './Messages.tsx'
import styles from './SidePanel.module.css'
import { isStrayPress } from './strayPress.ts'

interface SidePanelProps {
  title: string
  closeLabel: string
  close: () => void
  children: ReactNode
}

/** A modal at the side of the page, or at the bottom of a phone. The `dialog` element traps and restores the focus. */
export function SidePanel({ title, closeLabel, close, children }: SidePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()

  // A layout effect, because the dialog must be closed before React removes it, or the focus is not restored.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    heading.current?.focus()
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className={styles.panel}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isStrayPress()) close()
      }}
      closedby="any"
    >
      <div className={styles.content}>
        <div className={styles.head}>
          <h2 ref={heading} id={titleId} tabIndex={-1}>
            <bdi>{title}</bdi>
          </h2>
          <button type="button" className={styles.close} aria-label={closeLabel} onClick={close}>
            <CloseIcon />
          </button>
        </div>
        {children}
        <MessagesOutlet />
      </div>
    </dialog>
  )
}
