import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { refuseTooMany } from '@/server/refuseTooMany.ts'
import { beginProviderSignIn } from '@/server/signInAtProvider.ts'
import { sameOriginPath } from '@/server/sameOriginPath.ts'

/** Leads to the identity provider. */
export async function GET(request: NextRequest): Promise<Response> {
  const refusal = await refuseTooMany(request)
  if (refusal) return refusal
  const { searchParams } = request.nextUrl
  const next = sameOriginPath.parse(searchParams.get('next'))
  redirect(await beginProviderSignIn(next, { asAnother: searchParams.has('as-another') }))
}
