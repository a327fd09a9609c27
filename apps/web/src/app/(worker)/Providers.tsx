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
import { Messages } from '@/ui/Messages.tsx'
import { ignoreStrayPresses } from '@/ui/strayPress.ts'
import { isApiError, isTemporary } from '@/lib/failure.ts'
import { fetchAndSyncClock } from '@/lib/serverClock.ts'
import { trpc } from '@/lib/trpc.ts'

function signInAgain(error: unknown) {
  if (!isApiError(error)) return
  // Another tab signed in as somebody else: the page starts anew as that worker.
  if (error.data?.code === 'FORBIDDEN') window.location.reload()
  if (error.data?.code !== 'UNAUTHORIZED') return
  const here = window.location.pathname + window.location.search
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}

const createQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: {
      queries: {
        // What the server rendered is not asked for again at once; coming back to the page asks anew.
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && isTemporary(error),
        retryDelay: 500,
      },
      mutations: {
        // Without a connection it fails at once: a claim that waited for one would be made long after it was wanted.
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
        // A page of facilities to filter by makes long addresses; Node takes up to 16 KiB. The API takes 20 calls a batch.
        false: httpBatchLink({ url, maxURLLength: 10_000, maxItems: 20, fetch: fetchAndSyncClock }),
      }),
    ],
  })

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(createClient)
  // It assumes a connection, and does not notice one that was lost before the page had its scripts.
  useEffect(() => onlineManager.setOnline(navigator.onLine), [])
  useEffect(ignoreStrayPresses, [])
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <Messages>{children}</Messages>
      </QueryClientProvider>
    </trpc.Provider>
  )
}
