'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

const HomePanel = lazy(() => loadScript(() => import('./HomePanel.tsx')))

/** The panel of the worker's home. Its script is loaded when it is shown first: most visits do without it. */
export const LazyHomePanel = (props: ComponentProps<typeof HomePanel>) => (
  <Suspense fallback={null}>
    <HomePanel {...props} />
  </Suspense>
)
