import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { beginProviderSignIn } from '@/server/providerSignIn.ts'
import { sameOriginPath } from '@/server/sameOriginPath.ts'

/** Leads to the identity provider. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<never> {
  const next = sameOriginPath.parse(searchParams.get('next'))
  redirect(await beginProviderSignIn(next, { asAnother: searchParams.has('as-another') }))
}
