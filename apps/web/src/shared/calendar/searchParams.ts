/** The search of an address as Next parses it for a page. */
export type SearchParams = Record<string, string | string[] | undefined>

/** Next's parsed search of an address as URLSearchParams, which the browser uses too. */
export function toURLSearchParams(params: SearchParams): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string') search.append(name, value)
    if (Array.isArray(value)) for (const item of value) search.append(name, item)
  }
  return search
}
