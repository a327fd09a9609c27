'use client'

import { createContext, use, useEffect, useId, useMemo, useState, type ReactNode } from 'react'
import styles from './Messages.module.css'

export interface Toast {
  text: string
  action?: { label: string; run: () => void }
}

interface Actions {
  /** Shows a message for a while, in place of the one before. */
  show: (toast: Toast) => void
  dismiss: () => void
  /** Tells those who listen to the page rather than look at it. */
  announce: (text: string) => void
}

interface State {
  toast: Toast | undefined
  announcement: string
  /** Where messages can be shown; only the last is not covered by another. */
  outlets: readonly string[]
  setOutlets: (change: (outlets: readonly string[]) => readonly string[]) => void
}

const ActionsContext = createContext<Actions | undefined>(undefined)
const StateContext = createContext<State | undefined>(undefined)

const toastMs = 12_000

function provided<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is no <Messages> around this.')
  return value
}

export const useMessages = (): Actions => provided(use(ActionsContext))

export function Messages({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast>()
  const [announcement, announce] = useState('')
  const [outlets, setOutlets] = useState<readonly string[]>([])
  const actions = useMemo(
    () => ({ show: (next: Toast) => setToast(next), dismiss: () => setToast(undefined), announce }),
    [],
  )
  return (
    <ActionsContext value={actions}>
      <StateContext value={{ toast, announcement, outlets, setOutlets }}>{children}</StateContext>
    </ActionsContext>
  )
}

/**
 * Where messages appear: one on the page, and one in each modal, for whatever is outside of an open modal is neither
 * read out nor clickable.
 */
export function MessagesOutlet() {
  const { toast, announcement, outlets, setOutlets } = provided(use(StateContext))
  const id = useId()
  useEffect(() => {
    setOutlets((others) => [...others, id])
    return () => setOutlets((all) => all.filter((other) => other !== id))
  }, [id, setOutlets])
  const isOnTop = outlets.at(-1) === id

  return (
    <div className={styles.outlet}>
      <div role="status">
        {isOnTop && <span className="visually-hidden">{announcement}</span>}
        {isOnTop && toast && <p className={styles.text}>{toast.text}</p>}
      </div>
      {isOnTop && toast && <ToastActions toast={toast} />}
    </div>
  )
}

function ToastActions({ toast }: { toast: Toast }) {
  const { dismiss } = useMessages()
  const [isHeld, setIsHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(dismiss, toastMs)
    return () => clearTimeout(timer)
  }, [toast, isHeld, dismiss])
  const hold = { onFocus: () => setIsHeld(true), onBlur: () => setIsHeld(false) }

  return (
    <div className={styles.actions} onMouseEnter={hold.onFocus} onMouseLeave={hold.onBlur} {...hold}>
      {toast.action && (
        <button type="button" className={styles.action} onClick={toast.action.run}>
          {toast.action.label}
        </button>
      )}
      <button type="button" className={styles.dismiss} aria-label="Dismiss" onClick={dismiss}>
        ✕
      </button>
    </div>
  )
}
