'use client'

import { lazy, useSyncExternalStore } from 'react'
import { loadScript } from '@/lib/loadScript.ts'
import type CalendarGrid from './CalendarGrid.tsx'

/** The narrowest page on which a month stands beside its agenda. */
const wideQuery = '(min-width: 60rem)'

let loaded: typeof CalendarGrid | undefined
let needGrid = () => {}
const gridNeeded = new Promise<void>((resolve) => {
  needGrid = resolve
})
const listeners = new Set<() => void>()

/** Resolves when the page shows a grid: FullCalendar is a third of the scripts, and a phone's first view has none. */
async function waitUntilNeeded(): Promise<void> {
  if (typeof window === 'undefined') return
  const wide = window.matchMedia(wideQuery)
  if (wide.matches) return
  wide.addEventListener('change', needGrid, { once: true })
  await gridNeeded
}

async function load() {
  await waitUntilNeeded()
  const grid = await loadScript(() => import('./CalendarGrid.tsx'))
  loaded = grid.default
  for (const listener of listeners) listener()
  return grid
}

const loading = load()

/** The calendar's grid, for the server. */
export const ServerGrid = lazy(() => loading)

/** Loads the grid on a narrow page. */
export const showGrid = () => needGrid()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The calendar's grid, once its script is loaded: where the page is wide, or after `showGrid`. */
export const useLoadedGrid = (): typeof CalendarGrid | undefined =>
  useSyncExternalStore(
    subscribe,
    () => loaded,
    () => undefined,
  )
