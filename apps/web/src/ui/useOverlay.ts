'use client'

import { useEffect, useRef, useState } from 'react'

/**
 * Shows something over the page, with a history entry of its own, so that the back button closes it.
 *
 * While it is shown the browser's current history entry is the overlay's. Closing goes back one entry; the browser does
 * so a moment later and reports it with `popstate`, and only then is the overlay removed.
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

  /** Shows `value`, in the place of what is shown already. */
  function show(value: T): void {
    if (entry.current === 'leaving') {
      // Going back, which is still to come, would remove this too.
      window.addEventListener('popstate', () => show(value), { once: true })
      return
    }
    if (entry.current === 'none') window.history.pushState(null, '')
    entry.current = 'current'
    setShown(value)
  }

  /** Goes back to the page below. Returns false, and does nothing, if the overlay is closed or about to be. */
  function close(): boolean {
    if (entry.current !== 'current') return false
    entry.current = 'leaving'
    window.history.back()
    return true
  }

  /** Removes the overlay but stays on its history entry, which the caller then replaces with another address. */
  function closeKeepingEntry(): void {
    entry.current = 'none'
    setShown(undefined)
  }

  return { shown, show, close, closeKeepingEntry }
}
