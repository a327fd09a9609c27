'use client'

import type { ReactNode } from 'react'
import { signOut } from '@/server/actions.ts'
import { noteSignOut } from '@/lib/signingOut.ts'

/** Signs the worker out, by its submit button. Works without a script too. */
export const SignOutForm = ({ children }: { children: ReactNode }) => (
  <form action={signOut} onSubmit={noteSignOut}>
    {children}
  </form>
)
