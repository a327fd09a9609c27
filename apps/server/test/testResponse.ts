export interface TestResponse {
  status: number
  headers: Headers
  /** Parsed where it is JSON, else the text. */
  body: unknown
}
