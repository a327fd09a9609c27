'use client'

import { Suspense, useState, type ComponentProps } from 'react'
import { LazyGrid, useIsGridLoaded } from './loadGrid.ts'
import styles from './Grid.module.css'

/** The calendar's grid of days, whose script is loaded after the page's. */
export function Grid(props: ComponentProps<typeof LazyGrid>) {
  const isLoaded = useIsGridLoaded()
  const grid = (
    <Suspense fallback={<div className={styles.placeholder} />}>
      <LazyGrid {...props} />
    </Suspense>
  )
  // Until the script is loaded the server's HTML stays, because React would replace it by the placeholder if its props changed.
  const [first] = useState(grid)
  return isLoaded ? grid : first
}
