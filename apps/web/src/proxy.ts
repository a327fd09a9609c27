import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { contentSecurityPolicy } from './server/contentSecurityPolicy.ts'
import { pathHeader } from './server/requestPath.ts'

// oxlint-disable-next-line node/no-process-env -- set by Next, not by configuration: `next dev` or not
const isDevelopment = process.env.NODE_ENV === 'development'

/** Runs before every page, file and procedure. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), { isDevelopment })
  const response = isDecodable(request.nextUrl.pathname) ? passOn(request, policy) : badPath()
  response.headers.set('content-security-policy', policy)
  return response
}

/** Next reads the nonce from the request's policy, and gives it to every script that it writes into the page. */
function passOn(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search)
  return NextResponse.next({ request: { headers } })
}

/** Next answers a path that cannot be decoded with a 500; it is the caller's mistake. */
const badPath = () => NextResponse.json({ message: 'The path is not well encoded.' }, { status: 400 })

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
