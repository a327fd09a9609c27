/** Counts the responses to one kind of request, and measures the longest time without a successful one. */
export class Record {
  readonly #statuses = new Map<number | 'none', number>()
  #lastSuccess = performance.now()
  #longestGapMs = 0

  /** Begins measuring: a later start than the construction is no gap. */
  start(): void {
    this.#lastSuccess = performance.now()
    this.#longestGapMs = 0
  }

  /** `none` is a request that was not answered. */
  add(status: number | 'none', isSuccess = status === 200): void {
    this.#statuses.set(status, this.count(status) + 1)
    if (isSuccess) this.#endGap()
  }

  /** Ends measuring. */
  stop(): void {
    this.#endGap()
  }

  count(status: number | 'none'): number {
    return this.#statuses.get(status) ?? 0
  }

  get longestGapSeconds(): number {
    return this.#longestGapMs / 1_000
  }

  /** For example "200: 1,234, 503: 5". */
  get counts(): string {
    const counts = [...this.#statuses].toSorted(([a], [b]) => String(a).localeCompare(String(b)))
    return counts.map(([status, count]) => `${status}: ${count.toLocaleString('en')}`).join(', ')
  }

  #endGap(): void {
    const now = performance.now()
    this.#longestGapMs = Math.max(this.#longestGapMs, now - this.#lastSuccess)
    this.#lastSuccess = now
  }
}
