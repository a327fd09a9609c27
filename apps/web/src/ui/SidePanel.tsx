'use client'

import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { CloseIcon } from './CloseIcon.tsx'
import { MessagesOutlet } from './Messages.tsx'
import styles from './SidePanel.module.css'
import { isStrayPress } from './strayPress.ts'

interface SidePanelProps {
  title: string
  close: () => void
  children: ReactNode
}

/** A modal beside the page, or from below on a phone. The browser's own dialog keeps the focus in and gives it back. */
export function SidePanel({ title, close, children }: SidePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()

  // Closing must come before React takes the dialog away, or the focus is lost.
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
          <button type="button" className={styles.close} aria-label="Close" onClick={close}>
            <CloseIcon />
          </button>
        </div>
        {children}
        <MessagesOutlet />
      </div>
    </dialog>
  )
}
