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
  /** Sent in turn. */
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

/** What is done repeatedly. */
export type Work = HttpWork | StatementWork | CopyWork | CallWork

/** Does work on several connections at once. */
export interface Worker<Item> {
  items: readonly Item[]
  once: boolean
  /** Sends one item on a connection, reads the complete response and discards it. */
  send: (item: Item, connection: number) => Promise<void>
  close: () => Promise<void>
}
