'use client'

import { useEffect, useRef } from 'react'
import { addDays } from '@/shared/time/period.ts'

const daysByKey: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** Returns the ref of an element in which the arrow keys move the focus from day to day, found by their `data-day`. */
export function useArrowKeys<E extends HTMLElement>() {
  const ref = useRef<E>(null)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    function moveFocus(event: KeyboardEvent): void {
      const { target, key } = event
      const step = daysByKey[key]
      const day = target instanceof HTMLElement ? target.dataset['day'] : undefined
      if (step === undefined || day === undefined) return
      const next = element?.querySelector<HTMLElement>(`[data-day="${addDays(day, step)}"]`)
      if (!next) return
      event.preventDefault()
      next.focus()
    }
    element.addEventListener('keydown', moveFocus)
    return () => element.removeEventListener('keydown', moveFocus)
  }, [])
  return ref
}
