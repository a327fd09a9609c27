import { z } from 'zod'

/** Stands for this origin while parsing. Any origin will do, since only the path is returned. */
const origin = 'http://own.invalid'

/** A longer path may not fit into the headers of a request together with the cookies. */
const maxLength = 2_000

/**
 * Parses the path, query and fragment to go to after signing in. The output is normalised and always on this origin:
 * an input that could lead to another origin becomes "/".
 */
export const sameOriginPath = z.string().transform(toSameOriginPath).catch('/')

function toSameOriginPath(next: string): string {
  if (!next.startsWith('/') || next.length > maxLength || !URL.canParse(next, origin)) return '/'
  const url = new URL(next, origin)
  const path = url.pathname + url.search + url.hash
  if (url.origin !== origin || path.length > maxLength) return '/'
  // "/.//evil.example" is normalised to "//evil.example", which a browser parses as another origin.
  return new URL(path, origin).href === url.href ? path : '/'
}
