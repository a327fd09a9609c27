'use client'

import type { RouterInputs } from '@shifts/api'
import { trpc } from '@/lib/trpc.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

type NewFeed = Omit<RouterInputs['feed']['create'], 'workerId'>

/** Creates a feed. Its address is in `created` until the next one is created. */
export function useCreateFeed() {
  const { workerId } = useViewer()
  const utils = trpc.useUtils()
  const { mutate, data, isPending, error } = trpc.feed.create.useMutation({
    // A repetition would create another feed.
    retry: false,
    onSettled: () => void utils.feed.list.invalidate({ workerId }),
  })
  return { create: (feed: NewFeed) => mutate({ workerId, ...feed }), created: data, isPending, error }
}
