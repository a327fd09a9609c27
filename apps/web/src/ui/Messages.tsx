'use client'

import { createContext, use, useEffect, useId, useMemo, useState, type Context, type ReactNode } from 'react'
import { CloseIcon } from './CloseIcon.tsx'
import styles from './Messages.module.css'

export interface Toast {
  text: string
  /** A name from the data, shown after the text. */
  name?: string
  detail?: string
  action?: { label: string; run: () => void }
}

interface Actions {
  /** Shows a toast for some seconds, in place of the previous one. Returns a function that removes it. */
  show: (toast: Toast) => () => void
  /** Announces a text to screen readers. */
  announce: (text: string) => void
}

interface State {
  toast: Toast | undefined
  setToast: (toast: undefined) => void
  announcement: string
  dismissLabel: string
  /** The ids of the mounted outlets. Only the last one is not covered by a modal. */
  outlets: readonly string[]
  setOutlets: (change: (outlets: readonly string[]) => readonly string[]) => void
}

const ActionsContext = createContext<Actions | undefined>(undefined)
const StateContext = createContext<State | undefined>(undefined)

const toastMs = 12_000
/** A toast ignores clicks for this time, so that the second tap of a double tap below it does not hit its buttons. */
const clickDelayMs = 500
/** Screen readers have read an announcement by then. If it stayed, the outlet of the next panel would repeat it. */
const announcementMs = 5_000

function useProvided<T>(context: Context<T | undefined>): T {
  const value = use(context)
  if (value === undefined) throw new Error('<Messages> is missing.')
  return value
}

export const useMessages = (): Actions => useProvided(ActionsContext)

interface MessagesProps {
  /** The accessible name of the button that removes a toast. */
  dismissLabel: string
  children: ReactNode
}

/** Provides messages to the page. They are shown in the last `MessagesOutlet`. */
export function Messages({ dismissLabel, children }: MessagesProps) {
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
      <StateContext value={{ toast, setToast, announcement, dismissLabel, outlets, setOutlets }}>
        {children}
      </StateContext>
    </ActionsContext>
  )
}

/**
 * The place where messages are shown. The page has one, and each modal has one, because content outside of the modal on
 * top is neither clickable nor announced by screen readers.
 */
export function MessagesOutlet() {
  const { toast, announcement, outlets, setOutlets } = useProvided(StateContext)
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
  const { setToast, dismissLabel } = useProvided(StateContext)
  const dismiss = () => setToast(undefined)
  const [clickable, setClickable] = useState<Toast>()
  /** While the pointer or the focus is on the buttons, the toast stays. */
  const [isPaused, setIsPaused] = useState(false)
  const pause = () => setIsPaused(true)
  const resume = () => setIsPaused(false)
  useEffect(() => {
    const timer = setTimeout(setClickable, clickDelayMs, toast)
    return () => clearTimeout(timer)
  }, [toast])
  useEffect(() => {
    if (isPaused) return
    const timer = setTimeout(setToast, toastMs, undefined)
    return () => clearTimeout(timer)
  }, [toast, isPaused, setToast])

  return (
    <div
      className={styles.actions}
      data-clickable={clickable === toast}
      onMouseEnter={pause}
      onMouseLeave={resume}
      onFocus={pause}
      onBlur={resume}
    >
      {toast.action && (
        <button type="button" className={styles.action} aria-keyshortcuts="u" onClick={toast.action.run}>
          {toast.action.label}
        </button>
      )}
      <button type="button" className={styles.dismiss} aria-label={dismissLabel} onClick={dismiss}>
        <CloseIcon />
      </button>
    </div>
  )
}
