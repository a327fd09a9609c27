import { NextResponse, type NextRequest } from 'next/server'

/** Next answers a path that cannot be decoded with a 500; it is the caller's mistake. */
export function proxy(request: NextRequest): NextResponse {
  try {
    decodeURIComponent(request.nextUrl.pathname)
    return NextResponse.next()
  } catch {
    return NextResponse.json({ message: 'The path is not well encoded.' }, { status: 400 })
  }
}
