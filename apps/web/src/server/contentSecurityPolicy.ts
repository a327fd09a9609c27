/**
 * The content security policy of a response. It allows files of this origin and inline scripts with the request's nonce.
 * In development it also allows what Next's reloading and error overlay need.
 */
export function contentSecurityPolicy(nonce: string, { isDevelopment }: { isDevelopment: boolean }): string {
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", isDevelopment && "'unsafe-eval'"],
    'style-src': ["'self'", isDevelopment && "'unsafe-inline'"],
    // The server renders the calendar's events with style attributes, which cannot have a nonce.
    'style-src-attr': ["'unsafe-inline'"],
    'worker-src': ["'self'"],
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

/** The nonce of a request's policy, which inline scripts of the page need. */
export const nonceOf = (headers: Headers): string | undefined =>
  headers.get('content-security-policy')?.match(/'nonce-([^']+)'/)?.[1]
