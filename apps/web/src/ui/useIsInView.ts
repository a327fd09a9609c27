'use client'

import { useEffect, useRef, useState } from 'react'
import { useDebounced } from './useDebounced.ts'

/** What is scrolled past is in view for a shorter time. */
const delayMs = 200

/** Returns the ref of an element, and whether the element has been in view for a moment. */
export function useIsInView<E extends Element>() {
  const ref = useRef<E>(null)
  const [isVisible, setIsVisible] = useState(false)
  useEffect(() => {
    if (!ref.current) return
    const observer = new IntersectionObserver((entries) =>
      setIsVisible(entries.at(-1)?.isIntersecting ?? false),
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return { ref, isInView: useDebounced(isVisible, delayMs) }
}
