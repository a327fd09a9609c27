'use client'

import { createContext, use, useMemo, type ReactNode } from 'react'
import { todayIn } from '@/shared/time/period.ts'
import { useServerNow } from './useServerNow.ts'

/** The signed-in worker, and how the worker's days are shown. */
export interface Viewer {
  workerId: number
  timeZone: string
  /** The weekday with which a week begins, from 1 for Monday to 7 for Sunday. */
  firstDay: number
}

const ViewerContext = createContext<Viewer | undefined>(undefined)
const NowContext = createContext<string | undefined>(undefined)

interface ViewerProviderProps extends Viewer {
  /** The server's time when it rendered the page, in ISO 8601. */
  serverNow: string
  children: ReactNode
}

/** Provides the viewer and the present time to every page of a signed-in worker. */
export function ViewerProvider({ workerId, timeZone, firstDay, serverNow, children }: ViewerProviderProps) {
  const viewer = useMemo(() => ({ workerId, timeZone, firstDay }), [workerId, timeZone, firstDay])
  const now = useServerNow(serverNow)
  return (
    <ViewerContext value={viewer}>
      <NowContext value={now}>{children}</NowContext>
    </ViewerContext>
  )
}

export function useViewer(): Viewer {
  const viewer = use(ViewerContext)
  if (!viewer) throw new Error('<ViewerProvider> is missing.')
  return viewer
}

/** The present by the server's clock, to the minute, in ISO 8601. */
export function useNow(): string {
  const now = use(NowContext)
  if (!now) throw new Error('<ViewerProvider> is missing.')
  return now
}

/** Today's date in the viewer's time zone, such as 2026-12-01. */
export function useToday(): string {
  const { timeZone } = useViewer()
  return todayIn(timeZone, useNow())
}
