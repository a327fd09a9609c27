import type { FilterPanelTexts } from '../english/filterPanel.ts'
import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, shifts } from './nouns.ts'

/** The texts of the panel with every filter. */
export const filterPanel = ({ count, number }: WordNumbers): FilterPanelTexts => ({
  partsOfDay: 'Parte del día',
  weekdays: 'Días',
  length: 'Duración',
  atLeast: 'Mínimo',
  atMost: 'Máximo',
  hours: (total: number) => `${number(total)} h`,
  distance: 'Distancia',
  anyDistance: 'Todas',
  any: 'Cualquiera',
  miles: (miles: number) => `${number(miles)} mi`,
  fromHome: 'Medida desde tu casa',
  fromElsewhere: 'Medida desde un lugar que no es tu casa',
  useHome: 'Usar mi casa',
  homeUnknown: 'Para filtrar por distancia, indica dónde vives.',
  changeHome: 'Cambiar',
  ownShifts: 'Tus turnos',
  rest: 'Descanso antes y después',
  facilities: 'Centros',
  findFacility: 'Buscar por nombre o ciudad',
  matches: (total: number) => count(total, facilities),
  firstShown: (total: number) => `; se muestran los primeros ${number(total)}`,
  maxTicked: (total: number) => `; puedes marcar ${number(total)} como máximo`,
  loading: 'Cargando…',
  offline: 'No tienes conexión y los centros aún no se han cargado.',
  show: (total: number) => `Mostrar ${count(total, shifts)}`,
  showUncounted: 'Mostrar turnos',
  counted: (period: string) => `Turnos contados: ${period}`,
  leaves: (total: number) => count(total, shifts),
  number,
})
