'use client'

import { useIsMutating } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { syncClock } from '@/lib/serverClock.ts'
import { claimKeys } from '@/shared/shift/pendingClaims.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { loadedCopySavedAt, registerServiceWorker, savePage } from './serviceWorker.ts'

/** A page is saved once it has been shown for this long, so that a month that is only passed is not. */
const settledMs = 3_000
const tenMinutesMs = 600_000
const dayMs = 24 * 60 * 60_000

interface SavedPagesProps {
  /** The server's time when it rendered the page, in ISO 8601. */
  renderedAt: string
}

/** Saves copies of the page shown and of My shifts, so that both open without a connection. Shows nothing. */
export default function SavedPages(props: SavedPagesProps) {
  // A later rendering by the server is not that of the copy.
  const [renderedAt] = useState(props.renderedAt)
  const isOnline = useIsOnline()
  const search = useSearchParams().toString()
  const path = usePathname() + (search && `?${search}`)
  const isClaiming = useIsMutating({ mutationKey: claimKeys.all }) > 0
  /** The page was loaded after this time, so a copy from after it is up to date. */
  const shownAt = useRef(performance.timeOrigin)
  const claimedAt = useRef(0)

  useEffect(() => void registerServiceWorker(), [])

  useEffect(() => {
    // The server's time in the page is as old as the copy.
    void loadedCopySavedAt().then((savedAt) => {
      if (savedAt !== null) syncClock(Date.parse(renderedAt) + Date.now() - savedAt)
    })
  }, [renderedAt])

  useEffect(() => {
    if (isClaiming) claimedAt.current = Date.now()
    if (!isOnline || isClaiming) return
    const timer = setTimeout(() => {
      void savePage(path, shownAt.current)
      void savePage('/my-shifts', Math.max(claimedAt.current, Date.now() - tenMinutesMs))
      void savePage('/offline', Date.now() - dayMs)
    }, settledMs)
    return () => {
      clearTimeout(timer)
      shownAt.current = Date.now()
    }
  }, [isOnline, isClaiming, path])

  return null
}
