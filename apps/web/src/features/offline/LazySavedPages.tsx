'use client'

import { lazy, Suspense, useEffect, useState, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

const SavedPages = lazy(() => loadScript(() => import('./SavedPages.tsx')))

/** What the page needs first is loaded by then. */
const delayMs = 3_000

/** Saves pages for visits without a connection. Its script is loaded after those of the page. */
export function LazySavedPages(props: ComponentProps<typeof SavedPages>) {
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    // A copy, which has to say how old it is, needs it at once.
    const timer = setTimeout(() => setIsDue(true), navigator.onLine ? delayMs : 0)
    return () => clearTimeout(timer)
  }, [])
  return (
    isDue && (
      <Suspense fallback={null}>
        <SavedPages {...props} />
      </Suspense>
    )
  )
}
