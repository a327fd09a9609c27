'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

const PreviewNote = lazy(() => loadScript(() => import('./PreviewNote.tsx')))

/** The note over a preview. Its script is loaded with the first preview. */
export const LazyPreviewNote = (props: ComponentProps<typeof PreviewNote>) => (
  <Suspense fallback={null}>
    <PreviewNote {...props} />
  </Suspense>
)
