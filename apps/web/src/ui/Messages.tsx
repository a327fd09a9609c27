'use client'

import { createContext, use, useEffect, useId, useMemo, useState, type ReactNode } from 'react'
import { CloseIcon } from './CloseIcon.tsx'
import styles from './Messages.module.css'

export interface Toast {
  text: string
  /** Of what the text is said: a name from the data. */
  name?: string
  detail?: string
  action?: { label: string; run: () => void }
}

interface Actions {
  /** Shows a message for a while, in place of the one before. Returns what takes this one away. */
  show: (toast: Toast) => () => void
  /** Tells those who listen to the page rather than look at it. */
  announce: (text: string) => void
}

interface State {
  toast: Toast | undefined
  setToast: (toast: undefined) => void
  announcement: string
  /** Where messages can be shown; only the last is not covered by another. */
  outlets: readonly string[]
  setOutlets: (change: (outlets: readonly string[]) => readonly string[]) => void
}

const ActionsContext = createContext<Actions | undefined>(undefined)
const StateContext = createContext<State | undefined>(undefined)

const toastMs = 12_000
/** The second tap of two on what a message appears over is not meant for the message. */
const armMs = 500
/** Read out by then; what stays would be read out again with the next panel. */
const announcementMs = 5_000

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
    () => ({
      show(next: Toast) {
        setToast(next)
        return () => setToast((shown) => (shown === next ? undefined : shown))
      },
      announce,
    }),
    [],
  )
  useEffect(() => {
    const timer = setTimeout(announce, announcementMs, '')
    return () => clearTimeout(timer)
  }, [announcement])
  return (
    <ActionsContext value={actions}>
      <StateContext value={{ toast, setToast, announcement, outlets, setOutlets }}>{children}</StateContext>
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
        {isOnTop && toast && (
          <p className={styles.text}>
            <span>{toast.name ? `${toast.text} ` : toast.text}</span>
            {toast.name && <bdi>{toast.name}</bdi>}
            {toast.detail && <span className={styles.detail}>{toast.detail}</span>}
          </p>
        )}
      </div>
      {isOnTop && toast && <ToastActions toast={toast} />}
    </div>
  )
}

function ToastActions({ toast }: { toast: Toast }) {
  const { setToast } = provided(use(StateContext))
  const dismiss = () => setToast(undefined)
  const [armed, setArmed] = useState<Toast>()
  const [isHeld, setIsHeld] = useState(false)
  useEffect(() => {
    const timer = setTimeout(setArmed, armMs, toast)
    return () => clearTimeout(timer)
  }, [toast])
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(setToast, toastMs, undefined)
    return () => clearTimeout(timer)
  }, [toast, isHeld, setToast])
  const hold = { onFocus: () => setIsHeld(true), onBlur: () => setIsHeld(false) }

  return (
    <div
      className={styles.actions}
      data-armed={armed === toast}
      onMouseEnter={hold.onFocus}
      onMouseLeave={hold.onBlur}
      {...hold}
    >
      {toast.action && (
        <button type="button" className={styles.action} onClick={toast.action.run}>
          {toast.action.label}
        </button>
      )}
      <button type="button" className={styles.dismiss} aria-label="Dismiss" onClick={dismiss}>
        <CloseIcon />
      </button>
    </div>
  )
}
