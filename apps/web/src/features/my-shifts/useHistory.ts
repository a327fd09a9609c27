'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import type { ApiError } from '@/shared/i18n/codes.ts'
import { trpc } from '@/lib/trpc.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { loadHistory, type HistoryPage } from './loadHistory.ts'

/** The claimed shifts whose day is before `endDay`, newest weeks first, a page of some weeks at a time. */
export function useHistory(endDay: string, enabled: boolean) {
  const { workerId, timeZone } = useViewer()
  const { client } = trpc.useUtils()
  return useInfiniteQuery<HistoryPage, ApiError, { pages: HistoryPage[] }, unknown[], string>({
    queryKey: ['history', workerId, endDay],
    queryFn: ({ pageParam, signal }) =>
      loadHistory((window) => client.shift.listClaimed.query({ workerId, ...window }, { signal }), {
        endDay: pageParam,
        timeZone,
      }),
    initialPageParam: endDay,
    getNextPageParam: ({ firstDay, hasEarlier }) => (hasEarlier ? firstDay : undefined),
    enabled,
  })
}
