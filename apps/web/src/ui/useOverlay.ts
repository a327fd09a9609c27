'use client'

import { useEffect, useRef, useState } from 'react'

/** What is opened over the page. It has a place of its own in the history, so that going back closes it. */
export function useOverlay<T>() {
  const [opened, setOpened] = useState<T>()
  const isClosing = useRef(false)

  useEffect(() => {
    const vanish = () => {
      isClosing.current = false
      setOpened(undefined)
    }
    window.addEventListener('popstate', vanish)
    return () => window.removeEventListener('popstate', vanish)
  }, [])

  function open(value: T) {
    if (isClosing.current) {
      // What closes has not gone back yet, and would close this.
      window.addEventListener('popstate', () => open(value), { once: true })
      isClosing.current = false
      return
    }
    window.history.pushState(null, '')
    setOpened(value)
  }

  return {
    opened,
    open,
    /** Shows another in the place of what is open. */
    swap: setOpened,
    close: () => {
      // Going back takes a moment: asking twice must not lead two places back.
      if (isClosing.current) return
      isClosing.current = true
      window.history.back()
    },
    /** Closes without going back, for what goes on from here in the overlay's place. */
    giveWay: () => setOpened(undefined),
  }
}
