/** The beginning of a text that a caller may have made as long as it likes, and how much is left out. */
export const shorten = (text: string, maxLength: number): string =>
  text.length <= maxLength
    ? text
    : `${text.slice(0, maxLength)}… (${text.length - maxLength} more characters)`
