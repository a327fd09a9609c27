'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * Shows an overlay with a history entry of its own, so that the back button closes it.
 *
 * While the overlay is shown, its entry is the current history entry. Closing goes back one entry. The browser does so
 * asynchronously and emits `popstate`; only then is the overlay removed.
 */
export function useOverlay<T>() {
  const [shown, setShown] = useState<T>()
  const entry = useRef<'none' | 'current' | 'leaving'>('none')

  useEffect(() => {
    const remove = () => {
      entry.current = 'none'
      setShown(undefined)
    }
    window.addEventListener('popstate', remove)
    return () => window.removeEventListener('popstate', remove)
  }, [])

  /** Shows `value`, in place of the value shown before. The same function in every render. */
  const show = useCallback(function show(value: T): void {
    if (entry.current === 'leaving') {
      // The pending `popstate` would remove the new value too.
      window.addEventListener('popstate', () => show(value), { once: true })
      return
    }
    if (entry.current === 'none') window.history.pushState(null, '')
    entry.current = 'current'
    setShown(value)
  }, [])

  /** Closes the overlay. Returns false if it is closed or closing already. */
  function close(): boolean {
    if (entry.current !== 'current') return false
    entry.current = 'leaving'
    window.history.back()
    return true
  }

  /** Removes the overlay but keeps its history entry, which the caller then replaces by another address. */
  function closeKeepingEntry(): void {
    entry.current = 'none'
    setShown(undefined)
  }

  return { shown, show, close, closeKeepingEntry }
}
