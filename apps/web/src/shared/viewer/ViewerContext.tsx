'use client'

import { createContext, use, useMemo, type ReactNode } from 'react'
import { todayIn } from '@/shared/time/period.ts'
import { useServerNow } from './useServerNow.ts'

/** Whose calendar it is, and in which time zone its days are. */
export interface Viewer {
  workerId: number
  timeZone: string
}

const ViewerContext = createContext<Viewer | undefined>(undefined)
const NowContext = createContext<string | undefined>(undefined)

interface ViewerProviderProps extends Viewer {
  /** The time by the server's clock when it rendered the page, in ISO 8601. */
  serverNow: string
  children: ReactNode
}

/** Provides the viewer and the present to every page of a signed-in worker. */
export function ViewerProvider({ workerId, timeZone, serverNow, children }: ViewerProviderProps) {
  const viewer = useMemo(() => ({ workerId, timeZone }), [workerId, timeZone])
  const now = useServerNow(serverNow)
  return (
    <ViewerContext value={viewer}>
      <NowContext value={now}>{children}</NowContext>
    </ViewerContext>
  )
}

export function useViewer(): Viewer {
  const viewer = use(ViewerContext)
  if (!viewer) throw new Error('There is no <ViewerProvider> around this.')
  return viewer
}

/** The present by the server's clock, to the minute, in ISO 8601. */
export function useNow(): string {
  const now = use(NowContext)
  if (!now) throw new Error('There is no <ViewerProvider> around this.')
  return now
}

/** The calendar day in the viewer's time zone, such as 2026-12-01. */
export function useToday(): string {
  const { timeZone } = useViewer()
  return todayIn(timeZone, useNow())
}
