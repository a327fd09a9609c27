import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { finishProviderSignIn } from '@/server/providerSignIn.ts'

/** The identity provider leads back to this address. */
export async function GET({ nextUrl }: NextRequest): Promise<never> {
  redirect(await finishProviderSignIn(nextUrl.searchParams))
}
