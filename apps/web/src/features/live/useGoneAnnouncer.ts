'use client'

import { useCallback, useEffect, useRef } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useMessages } from '@/ui/Messages.tsx'

/** Where shifts go one after the other, they are told together. */
const gatherMs = 1_000

/** Tells those who listen to the page that shifts which it showed are gone. */
export function useGoneAnnouncer(): () => void {
  const { announce } = useMessages()
  const texts = useTexts()
  const gone = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return useCallback(() => {
    gone.current++
    if (timer.current !== undefined) return
    // The same words twice are read out once, unless there was nothing between.
    announce('')
    timer.current = setTimeout(() => {
      announce(texts.connection.shiftsGone(gone.current))
      gone.current = 0
      timer.current = undefined
    }, gatherMs)
  }, [announce, texts])
}
