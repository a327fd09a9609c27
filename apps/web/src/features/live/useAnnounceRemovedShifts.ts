'use client'

import { useCallback, useEffect, useRef } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useMessages } from '@/ui/Messages.tsx'

/** Shifts that disappear within this time are announced together. */
const batchMs = 1_000

/** Returns a function that announces to screen readers that a shift on the page is no longer open. */
export function useAnnounceRemovedShifts(): () => void {
  const { announce } = useMessages()
  const texts = useTexts()
  const removed = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return useCallback(() => {
    removed.current++
    if (timer.current !== undefined) return
    // Screen readers do not repeat a text that has not changed, so the text is removed first.
    announce('')
    timer.current = setTimeout(() => {
      announce(texts.connection.shiftsNoLongerOpen(removed.current))
      removed.current = 0
      timer.current = undefined
    }, batchMs)
  }, [announce, texts])
}
