'use client'

import type { AppRouter } from '@shifts/api'
import { createTRPCReact } from '@trpc/react-query'

export const trpc = createTRPCReact<AppRouter>()
