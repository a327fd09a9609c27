'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

const SavedPages = lazy(() => loadScript(() => import('./SavedPages.tsx')))

/** Saves pages for visits without a connection. Its script is not part of the first view. */
export const LazySavedPages = (props: ComponentProps<typeof SavedPages>) => (
  <Suspense fallback={null}>
    <SavedPages {...props} />
  </Suspense>
)
