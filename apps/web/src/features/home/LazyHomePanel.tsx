'use client'

import { lazy, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import { LazyPanel } from '@/shared/panel/LazyPanel.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'

const HomePanel = lazy(() => loadScript(() => import('./HomePanel.tsx')))

/** The panel of the worker's home. Its script is loaded when it is shown first: most visits do without it. */
export const LazyHomePanel = (props: ComponentProps<typeof HomePanel>) => (
  <LazyPanel title={useTexts().home.title} close={props.close}>
    <HomePanel {...props} />
  </LazyPanel>
)
