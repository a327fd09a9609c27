/** The request header in which the proxy passes on the path and query: a layout cannot read them otherwise. */
export const pathHeader = 'x-request-path'
