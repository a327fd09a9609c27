'use client'

import { use, type ReactNode } from 'react'
import { loadScript } from '@/lib/loadScript.ts'

// Only where it is missing is the polyfill loaded: it is 19 kB.
const loading = 'Temporal' in globalThis ? undefined : loadScript(() => import('./installTemporal.ts'))

/** Renders the children once the global Temporal exists. Until then the browser shows what the server has rendered. */
export function WithTemporal({ children }: { children: ReactNode }) {
  if (loading) use(loading)
  return children
}
