export interface TestResponse {
  status: number
  headers: Headers
  /** The parsed JSON, or the text if it is not JSON. */
  body: unknown
}
