import { redirect } from 'next/navigation'
import type { NextRequest } from 'next/server'
import { refuseTooMany } from '@/server/refuseTooMany.ts'
import { finishProviderSignIn } from '@/server/signInAtProvider.ts'

/** The identity provider leads back to this address. */
export async function GET(request: NextRequest): Promise<Response> {
  const refusal = await refuseTooMany(request)
  if (refusal) return refusal
  redirect(await finishProviderSignIn(request.nextUrl.searchParams))
}
