'use client'

import { trpc } from '@/lib/trpc.ts'
import type { Coordinates } from '@/shared/place/distance.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** Sets where the worker lives, or forgets it. `onSet` is called when a home has been set, unless the panel is closed by then. */
export function useSetHome(onSet: (() => void) | undefined) {
  const { workerId } = useViewer()
  const utils = trpc.useUtils()
  const { mutate, isPending, error } = trpc.worker.setHome.useMutation({
    onSuccess: ({ home }) =>
      utils.worker.byId.setData({ workerId }, (worker) => worker && { ...worker, home }),
    // Also after a failure, which may have been one of the response alone.
    onSettled: () => void utils.shift.invalidate(),
  })
  return {
    setHome: (home: Coordinates | null) =>
      // Unlike those above, it is not called after unmounting.
      mutate({ workerId, home }, { onSuccess: () => home && onSet?.() }),
    isPending,
    error,
  }
}
