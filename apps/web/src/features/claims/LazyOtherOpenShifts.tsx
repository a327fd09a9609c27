'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'

const OtherOpenShifts = lazy(() => loadScript(() => import('./OtherOpenShifts.tsx')))

/** The shifts most like one that cannot be claimed. The script is loaded with the first such shift. */
export function LazyOtherOpenShifts(props: ComponentProps<typeof OtherOpenShifts>) {
  const texts = useTexts().otherOpenShifts
  const isOnline = useIsOnline()
  return (
    <Suspense fallback={<p>{isOnline ? texts.loading : texts.offline}</p>}>
      <OtherOpenShifts {...props} />
    </Suspense>
  )
}
