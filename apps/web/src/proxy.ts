import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { contentSecurityPolicy } from './server/contentSecurityPolicy.ts'
import { pathHeader } from './server/requestPath.ts'

// oxlint-disable-next-line node/no-process-env -- set by Next (`next dev` or not), not by configuration
const isDevelopment = process.env.NODE_ENV === 'development'

/** Next runs it before every page, file and procedure. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), { isDevelopment })
  const response = isDecodable(request.nextUrl.pathname) ? forward(request, policy) : badRequest()
  response.headers.set('content-security-policy', policy)
  return response
}

/** Next takes the nonce from the policy in the request's headers and adds it to the scripts of the page. */
function forward(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

/** Next would respond with 500 to a path that cannot be decoded. */
const badRequest = () => NextResponse.json({ message: 'The path is not well encoded.' }, { status: 400 })

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
