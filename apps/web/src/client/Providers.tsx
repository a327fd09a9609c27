'use client'

import type { AppRouter } from '@shifts/api'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { httpBatchLink, TRPCClientError } from '@trpc/client'
import { useState, type ReactNode } from 'react'
import { trpc } from './trpc.ts'

const isAnswer = (error: unknown): error is TRPCClientError<AppRouter> => error instanceof TRPCClientError

/** What the caller did wrong stays wrong when asked again; anything else may pass. */
const mayPass = (error: unknown) => !isAnswer(error) || !error.data || error.data.httpStatus >= 500

function signInAgain(error: unknown) {
  if (!isAnswer(error)) return
  // Another tab signed in as somebody else: the page starts anew as that worker.
  if (error.data?.code === 'FORBIDDEN') window.location.reload()
  if (error.data?.code !== 'UNAUTHORIZED') return
  const here = window.location.pathname + window.location.search
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`)
}

const createQueryClient = () =>
  new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    defaultOptions: {
      queries: {
        // What the server rendered is not asked for again at once; coming back to the page asks anew.
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && mayPass(error),
        retryDelay: 500,
      },
    },
  })

const createClient = () =>
  // A page of facilities to filter by makes long addresses; Node takes up to 16 KiB.
  trpc.createClient({ links: [httpBatchLink({ url: '/api/trpc', maxURLLength: 10_000 })] })

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(createClient)
  return (
    <trpc.Provider client={client} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  )
}
