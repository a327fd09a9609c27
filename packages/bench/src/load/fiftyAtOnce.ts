/** Calls `run` for all items, fifty at a time. Resolves to the results in the order of the items. */
export async function fiftyAtOnce<Item, Result>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < items.length; start += 50) {
    const some = items.slice(start, start + 50)
    results.push(...(await Promise.all(some.map((item, n) => run(item, start + n)))))
  }
  return results
}
