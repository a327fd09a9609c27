import { z } from 'zod'

/** Any origin will do: only what is relative to it is passed on. */
const origin = 'http://own.invalid'

/** Longer addresses do not fit into a request's headers together with the cookies. */
const maxLength = 2_000

/**
 * The path, query and fragment to open after signing in: always on this origin, and in the form that is left after a
 * URL parser has normalised it. Anything that could lead to another origin becomes "/".
 */
export const ownPath = z.string().transform(toOwnPath).catch('/')

function toOwnPath(next: string): string {
  if (!next.startsWith('/') || next.length > maxLength || !URL.canParse(next, origin)) return '/'
  const url = new URL(next, origin)
  const path = url.pathname + url.search + url.hash
  if (url.origin !== origin || path.length > maxLength) return '/'
  // "/.//evil.example" is on this origin, but becomes "//evil.example", which is not: browsers parse it once more.
  return new URL(path, origin).href === url.href ? path : '/'
}
