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
  /** Sends each request only once, for work that cannot be repeated. */
  once?: boolean
}

/** A prepared statement. With an empty name it is planned each time. */
export interface StatementWork {
  kind: 'statement'
  url: string
  name: string
  text: string
  /** The values of each execution, in turn. */
  values: unknown[][]
  once?: boolean
}

/** All rows of a query by COPY. */
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

/** The work that a target repeats. */
export type Work = HttpWork | StatementWork | CopyWork | CallWork

/** Does work on several connections at once. */
export interface Worker<Item> {
  items: readonly Item[]
  once: boolean
  /** Sends one item on a connection, reads the complete response and discards it. */
  send: (item: Item, connection: number) => Promise<void>
  close: () => Promise<void>
}
