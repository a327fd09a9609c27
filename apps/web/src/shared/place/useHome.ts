'use client'

import { trpc } from '@/lib/trpc.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import type { Coordinates } from './distance.ts'

/** Where the worker lives: null if it is not set, undefined while it is not loaded. */
export function useHome(): Coordinates | null | undefined {
  const { workerId } = useViewer()
  return trpc.worker.byId.useQuery({ workerId }).data?.home
}
