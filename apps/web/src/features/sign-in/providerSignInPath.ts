/** The path that leads to the identity provider, and after signing in there to `next`. */
export function providerSignInPath({ next = '/', asAnother = false } = {}): string {
  const query = new URLSearchParams({ next, ...(asAnother && { 'as-another': '' }) })
  return `/sign-in/provider?${query}`
}
