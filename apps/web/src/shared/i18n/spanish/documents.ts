import type { DocumentsTexts } from '../english/documents.ts'
import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, moreShifts } from './nouns.ts'

/** The texts of the page of documents. */
export const documents = ({ count, number }: WordNumbers): DocumentsTexts => ({
  title: 'Documentos',
  held: 'Los que tienes',
  heldNone: 'Todavía ninguno.',
  heldStates: {
    loaded: '',
    loading: 'Cargando…',
    offline: 'No tienes conexión, así que no se han cargado tus documentos.',
    failed: 'No se pudieron cargar tus documentos.',
  },
  unlocks: 'Lo que más turnos te abriría',
  clearFilter: 'Quitar el filtro',
  unlocksOf: (found: number, isFiltered: boolean) =>
    found === 0
      ? `Ningún documento te abriría más turnos en los próximos 30 días${isFiltered ? ' con tu filtro' : ''}.`
      : `Turnos de los próximos 30 días${isFiltered ? ' con tu filtro' : ''}, además de los que ya puedes tomar.`,
  unlockStates: {
    loading: 'Contando lo que abriría cada documento…',
    offline: 'No tienes conexión, así que no se ha cargado lo que se abriría.',
    failed: '',
  },
  inactive:
    'Tu cuenta no está activa, así que ningún documento abre turnos. Tu oficina de personal puede activarla.',
  moreShifts: (total: number) => count(total, moreShifts),
  atFacilities: (total: number) => `en ${count(total, facilities)}`,
  showAll: (total: number) => `Mostrar los ${number(total)}`,
  together: 'Juntos valen más que por separado',
})
