const accented: Partial<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ó',
  u: 'ú',
  y: 'ý',
  A: 'Á',
  C: 'Ç',
  E: 'É',
  I: 'Í',
  N: 'Ñ',
  O: 'Ó',
  U: 'Ú',
  Y: 'Ý',
}

/** How much longer texts become: some languages need that much more room than English. */
const growth = 0.4

/** A text with accents, longer by 40 % of its letters. Its words stay as many: what is added grows the last letters of words. */
export function lengthenText(text: string): string {
  const letters = text.replaceAll(/[^a-z]/gi, '').length
  let missing = Math.ceil(letters * growth)
  const words = text.split(' ')
  const perWord = Math.ceil(missing / Math.max(1, words.filter((word) => /[a-z]/i.test(word)).length))
  return words
    .map((word) => {
      const added = /[a-z]/i.test(word) ? Math.min(perWord, missing) : 0
      missing -= added
      // After the last letter, so that a sign at the end stays there.
      const longer = word.replace(/[a-z](?=[^a-z]*$)/i, (letter) =>
        letter.padEnd(added + 1, letter.toLowerCase()),
      )
      return longer.replaceAll(/[a-z]/gi, (letter) => accented[letter] ?? letter)
    })
    .join(' ')
}

/** A catalogue, all of whose texts are longer. */
export function lengthen<T>(texts: T): T
export function lengthen(texts: unknown): unknown {
  if (typeof texts === 'string') return lengthenText(texts)
  if (typeof texts === 'function')
    return (...values: unknown[]) => lengthen(Reflect.apply(texts, undefined, values) as unknown)
  if (Array.isArray(texts)) return texts.map((text: unknown) => lengthen(text))
  if (typeof texts === 'object' && texts !== null)
    return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, lengthen(text as unknown)]))
  return texts
}
