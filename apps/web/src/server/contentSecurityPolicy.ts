/**
 * What the browser may load and run: our own files, and of inline scripts only those that bear the request's nonce.
 * Development adds what Next's reloading and its error overlay need.
 */
export function contentSecurityPolicy(nonce: string, { isDevelopment }: { isDevelopment: boolean }): string {
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", isDevelopment && "'unsafe-eval'"],
    'style-src': ["'self'", isDevelopment && "'unsafe-inline'"],
    // The server places the calendar's events with style attributes, and those cannot bear a nonce.
    'style-src-attr': ["'unsafe-inline'"],
    'connect-src': ["'self'", isDevelopment && 'ws:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources.filter(Boolean)].join(' '))
    .join('; ')
}

/** What an inline script of ours has to bear in the answer to a request that went through the proxy. */
export const nonceOf = (headers: Headers): string | undefined =>
  headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
