'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

const FilterPanel = lazy(() => loadScript(() => import('./FilterPanel.tsx')))

/** The panel with every filter. Its script is loaded when it is shown first. */
export const LazyFilterPanel = (props: ComponentProps<typeof FilterPanel>) => (
  <Suspense fallback={null}>
    <FilterPanel {...props} />
  </Suspense>
)
