import type { SimilarShiftTexts } from '../english/similarShifts.ts'

export const similarShifts = (): SimilarShiftTexts => ({
  some: 'Turnos parecidos aún abiertos',
  none: 'No hay turnos parecidos abiertos',
  everyShiftOfDay: 'Todos los turnos del día',
  failed: 'No se pudieron cargar otros turnos abiertos.',
})
