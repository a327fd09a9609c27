'use client'

import { trpc } from '@/lib/trpc.ts'
import type { Coordinates } from '@/shared/place/distance.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

/** Sets where the worker lives, or forgets it. `onSet` is called when a home has been set. */
export function useSetHome(onSet: (() => void) | undefined) {
  const { workerId } = useViewer()
  const utils = trpc.useUtils()
  const { mutate, isPending, error } = trpc.worker.setHome.useMutation({
    onSuccess: ({ home }) => {
      utils.worker.byId.setData({ workerId }, (worker) => worker && { ...worker, home })
      if (home) onSet?.()
    },
    // Also after a failure, which may have been one of the response alone.
    onSettled: () => void utils.shift.invalidate(),
  })
  return { setHome: (home: Coordinates | null) => mutate({ workerId, home }), isPending, error }
}
