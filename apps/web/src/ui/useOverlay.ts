'use client'

import { useEffect, useRef, useState } from 'react'

/** What is opened over the page. It has a place of its own in the history, so that going back closes it. */
export function useOverlay<T>() {
  const [opened, setOpened] = useState<T>()
  const isClosing = useRef(false)

  useEffect(() => {
    const vanish = () => setOpened(undefined)
    window.addEventListener('popstate', vanish)
    return () => window.removeEventListener('popstate', vanish)
  }, [])

  return {
    opened,
    open: (value: T) => {
      isClosing.current = false
      window.history.pushState(null, '')
      setOpened(value)
    },
    close: () => {
      // Going back takes a moment: asking twice must not lead two places back.
      if (!isClosing.current) window.history.back()
      isClosing.current = true
    },
    /** Closes without going back, for what goes on from here in the overlay's place. */
    giveWay: () => setOpened(undefined),
  }
}
