'use client'

import { useEffect, useState } from 'react'

/** The value, once it has stayed the same for some time. At first, the first value. */
export function useDebounced<T>(value: T, delayMs: number): T {
  const [settled, setSettled] = useState({ value })
  useEffect(() => {
    const timer = setTimeout(setSettled, delayMs, { value })
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return settled.value
}
