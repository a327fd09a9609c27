/** The request header in which proxy.ts passes the path and query: a layout has no other access to them. */
export const pathHeader = 'x-request-path'
