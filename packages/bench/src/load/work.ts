/** A request to a server. */
export interface HttpRequest {
  method: 'GET' | 'POST'
  path: string
  body?: string
}

export interface HttpWork {
  kind: 'http'
  origin: string
  headers: Record<string, string>
  /** Asked in turn. */
  requests: HttpRequest[]
  /** Each once only, for what cannot be done twice; else over and over. */
  once?: boolean
}

/** A prepared statement, or with an empty name one that is planned each time. */
export interface StatementWork {
  kind: 'statement'
  url: string
  name: string
  text: string
  /** Of each time it is executed, in turn. */
  values: unknown[][]
  once?: boolean
}

/** All rows of a query, as PostgreSQL writes them. */
export interface CopyWork {
  kind: 'copy'
  url: string
  text: string
}

/** Functions that are called in this process. */
export interface CallWork {
  kind: 'call'
  calls: (() => Promise<unknown>)[]
  once?: boolean
}

/** What is asked for, over and over. */
export type Work = HttpWork | StatementWork | CopyWork | CallWork

/** How work is done on so many lanes at once. */
export interface Worker<Item> {
  items: readonly Item[]
  once: boolean
  /** Reads the whole answer, and drops it. */
  ask: (item: Item, lane: number) => Promise<void>
  close: () => Promise<void>
}
