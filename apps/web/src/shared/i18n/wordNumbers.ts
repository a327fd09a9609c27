/** A word by the plural categories of its language. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** How a catalogue writes numbers and what they count. */
export interface WordNumbers {
  /** "1,240". */
  number: (value: number) => string
  /** The form of a word for a number: "shift" for 1, "shifts" for 2. */
  plural: (value: number, forms: PluralForms) => string
  /** "1 shift", "1,240 shifts". */
  count: (value: number, forms: PluralForms) => string
}

/** The numbers and plurals of a locale. */
export function createWordNumbers(tag: string): WordNumbers {
  const numbers = new Intl.NumberFormat(tag)
  const rules = new Intl.PluralRules(tag)
  const number = (value: number) => numbers.format(value)
  const plural = (value: number, forms: PluralForms) => forms[rules.select(value)] ?? forms.other
  return { number, plural, count: (value, forms) => `${number(value)} ${plural(value, forms)}` }
}
