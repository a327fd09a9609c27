/** Characters that change the direction of the text around them. */
const controls = /[\u202a-\u202e\u2066-\u2069]/gu
const rightToLeft = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Isolates a name from the data, for texts in which no `<bdi>` is possible: a right-to-left name is put between the
 * characters FSI and PDI, so that it cannot reorder the text around it. Direction controls in the name are removed.
 */
export function isolate(text: string): string {
  const plain = text.replaceAll(controls, '')
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain
}
