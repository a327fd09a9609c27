import type { MissingDocumentsTexts } from '../english/missingDocuments.ts'
import type { WordNumbers } from '../wordNumbers.ts'
import { moreShifts, shifts } from './nouns.ts'

/** The texts about the documents that a shift requires and the worker lacks. */
export const missingDocuments = ({ count }: WordNumbers): MissingDocumentsTexts => ({
  opens: (total: number) => ` abre ${count(total, moreShifts)} en 30 días`,
  opensTogether: (total: number) => `Juntos abrirían ${count(total, shifts)} en los próximos 30 días.`,
  preview: 'Mostrarlos',
  all: 'Todos los documentos',
})
