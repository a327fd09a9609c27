import type { PreviewTexts } from '../english/preview.ts'
import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, moreShifts } from './nouns.ts'

/** The texts of the note over a preview of shifts that documents would unlock. */
export const preview = ({ count, plural }: WordNumbers): PreviewTexts => ({
  title: 'Vista previa: ',
  shifts: (total: number, places: number) =>
    `: se ${plural(total, { one: 'abriría', other: 'abrirían' })} ${count(total, moreShifts)} en ${count(places, facilities)} en los próximos 30 días.`,
  notYours: ' Aún no puedes tomarlos.',
  empty: ' A partir de aquí no se abriría ningún turno.',
  documents: 'Documentos',
  close: 'Volver a lo que puedo tomar',
})
