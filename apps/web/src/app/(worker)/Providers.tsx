'use client'

import {
  MutationCache,
  onlineManager,
  QueryCache,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query'
import { httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { useEffect, useState, type ReactNode } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Messages } from '@/ui/Messages.tsx'
import { ignoreStrayPresses } from '@/ui/strayPress.ts'
import { isApiError, isTemporary } from '@/lib/failure.ts'
import { fetchAndSyncClock } from '@/lib/serverClock.ts'
import { isSigningOut } from '@/lib/signingOut.ts'
import { trpc } from '@/lib/trpc.ts'

function handleAuthError(error: unknown) {
  if (!isApiError(error)) return
  // Another tab has signed in as another worker. The reload shows that worker's page.
  if (error.data?.code === 'FORBIDDEN') window.location.reload()
  if (error.data?.code !== 'UNAUTHORIZED' || isSigningOut()) return
  const path = window.location.pathname + window.location.search
  window.location.assign(`/sign-in?next=${encodeURIComponent(path)}`)
}

const createQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError: handleAuthError }),
    mutationCache: new MutationCache({ onError: handleAuthError }),
    defaultOptions: {
      queries: {
        // The browser does not repeat the queries of the server's rendering at once.
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && isTemporary(error),
        retryDelay: 500,
      },
      mutations: {
        // Fails at once while offline: a paused claim would be sent when the worker may no longer want the shift.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && isTemporary(error),
        retryDelay: 500,
      },
    },
  })

const url = '/api/trpc'

const createClient = () =>
  trpc.createClient({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url }),
        // A filter with many facilities makes long URLs; Node accepts up to 16 KiB. The API accepts 20 calls a batch.
        false: httpBatchLink({ url, maxURLLength: 10_000, maxItems: 20, fetch: fetchAndSyncClock }),
      }),
    ],
  })

export function Providers({ children }: { children: ReactNode }) {
  const texts = useTexts()
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(createClient)
  // TanStack Query assumes that the browser is online when the page loads.
  useEffect(() => onlineManager.setOnline(navigator.onLine), [])
  useEffect(ignoreStrayPresses, [])
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <Messages dismissLabel={texts.action.dismiss}>{children}</Messages>
      </QueryClientProvider>
    </trpc.Provider>
  )
}
