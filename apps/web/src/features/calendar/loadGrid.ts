import { lazy } from 'react'

/** The narrowest page on which a month stands beside its agenda. */
export const wideQuery = '(min-width: 60rem)'

let needGrid = () => {}
const gridNeeded = new Promise<void>((resolve) => {
  needGrid = resolve
})

/** Resolves when the page shows a grid: FullCalendar is a third of the scripts, and a phone's first view has none. */
async function waitUntilNeeded(): Promise<void> {
  if (typeof window === 'undefined') return
  const wide = window.matchMedia(wideQuery)
  if (wide.matches) return
  wide.addEventListener('change', needGrid, { once: true })
  await gridNeeded
}

/** The calendar's grid. The server renders it; its script is loaded where the page is wide, or after `showGrid`. */
export const LazyGrid = lazy(async () => {
  await waitUntilNeeded()
  return import('./CalendarGrid.tsx')
})

/** Loads the grid on a narrow page. */
export const showGrid = () => needGrid()
