'use client'

import { lazy, type ComponentProps } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import { LazyPanel } from '@/shared/panel/LazyPanel.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'

const FilterPanel = lazy(() => loadScript(() => import('./FilterPanel.tsx')))

/** The panel with every filter. Its script is loaded when it is shown first. */
export const LazyFilterPanel = (props: ComponentProps<typeof FilterPanel>) => (
  <LazyPanel title={useTexts().filters.title} close={props.close}>
    <FilterPanel {...props} />
  </LazyPanel>
)
