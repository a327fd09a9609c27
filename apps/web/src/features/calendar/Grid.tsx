'use client'

import { createElement, useState, type ComponentProps } from 'react'
// Here too, because the script that imports it is loaded later, and the server's HTML needs it.
import './CalendarGrid.module.css'
import { useIsHydrating } from '@/shared/time/useIsHydrating.ts'
import { ServerGrid, useLoadedGrid } from './loadGrid.ts'
import styles from './Grid.module.css'

/** The calendar's grid of days, whose script is loaded after the page's. */
export function Grid(props: ComponentProps<typeof ServerGrid>) {
  const loadedGrid = useLoadedGrid()
  const [hasServerHtml] = useState(useIsHydrating())
  if (loadedGrid) return createElement(loadedGrid, props)
  if (typeof window === 'undefined')
    return (
      <div>
        <ServerGrid {...props} />
      </div>
    )
  // React does not hydrate the content of an element with `dangerouslySetInnerHTML`, so the server's stays until the script
  // is loaded. In a `Suspense`, it would be replaced by the fallback as soon as a context around it changes.
  if (hasServerHtml) return <div suppressHydrationWarning dangerouslySetInnerHTML={{ __html: '' }} />
  return <div className={styles.placeholder} />
}
