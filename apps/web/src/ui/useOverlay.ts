'use client'

import { useEffect, useRef, useState } from 'react'

/** What is opened over the page. It has a place of its own in the history, so that going back closes it. */
export function useOverlay<T>() {
  const [opened, setOpened] = useState<T>()
  const place = useRef<'none' | 'taken' | 'being left'>('none')

  useEffect(() => {
    const vanish = () => {
      place.current = 'none'
      setOpened(undefined)
    }
    window.addEventListener('popstate', vanish)
    return () => window.removeEventListener('popstate', vanish)
  }, [])

  function open(value: T) {
    if (place.current === 'being left') {
      // What closes has not gone back yet, and would close this.
      window.addEventListener('popstate', () => open(value), { once: true })
      return
    }
    if (place.current === 'none') window.history.pushState(null, '')
    place.current = 'taken'
    setOpened(value)
  }

  return {
    opened,
    /** Opens, or shows another in the place of what is open. */
    open,
    /** Tells whether it was open: going back takes a moment, and asking twice must not lead two places back. */
    close: (): boolean => {
      if (place.current !== 'taken') return false
      place.current = 'being left'
      window.history.back()
      return true
    },
    /** Closes without going back, for what goes on from here in the overlay's place. */
    giveWay: () => {
      place.current = 'none'
      setOpened(undefined)
    },
  }
}
