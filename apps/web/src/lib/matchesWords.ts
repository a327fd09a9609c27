/** The text in lower case and without accents. */
const normalize = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()

/** Whether the text contains every word of the search, in any order. A search without a word matches every text. */
export function matchesWords(search: string, text: string): boolean {
  const searched = normalize(text)
  return normalize(search)
    .split(/[\s,]+/)
    .every((word) => searched.includes(word))
}
