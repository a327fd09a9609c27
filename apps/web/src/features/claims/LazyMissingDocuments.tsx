'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

const MissingDocuments = lazy(() => loadScript(() => import('./MissingDocuments.tsx')))

/** What missing documents would unlock. The script is loaded with the first shift that lacks one. */
export const LazyMissingDocuments = (props: ComponentProps<typeof MissingDocuments>) => (
  <Suspense fallback={null}>
    <MissingDocuments {...props} />
  </Suspense>
)
