import 'server-only'

/** The value of a request header. Node gives an array for some headers that were sent more than once. */
export const firstValue = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header
