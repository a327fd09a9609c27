/** What a page asks of the service worker. */
export type PageMessage =
  /** Save a copy of the page at this path, unless there is one that is younger than this. */
  | { type: 'save'; path: string; olderThanMs: number }
  /** Respond on the port with when the copy was saved that the page was loaded from; null if it came from the server. */
  | { type: 'savedAt' }

/** The cache of the copies of pages. Deleted when the worker signs out. */
export const pagesCache = 'pages'
