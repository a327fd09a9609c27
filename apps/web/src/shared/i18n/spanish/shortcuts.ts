import type { ShortcutTexts } from '../english/shortcuts.ts'

/** The keys of the calendar, and what they do. */
export const shortcuts = (): ShortcutTexts => [
  ['/', 'Filtros'],
  ['t', 'Hoy'],
  ['[', 'El período anterior'],
  [']', 'El período siguiente'],
  ['m', 'Mes'],
  ['w', 'Semana'],
  ['d', 'Día'],
  ['l', 'Lista'],
  ['← → ↑ ↓', 'De un día a otro en el mes'],
  ['u', 'Deshacer el último cambio'],
  ['1 2 3', 'Turnos de día, tarde y noche'],
  ['4', 'Cerca de casa'],
  ['5', 'Lo que no choca con mis turnos'],
  ['6', 'Lo que está a un documento'],
  ['s', 'A la lista de turnos'],
  ['?', 'Esta lista'],
]
