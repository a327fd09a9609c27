import type { HomePanelTexts } from '../english/homePanel.ts'
import type { WordNumbers } from '../wordNumbers.ts'

/** The texts of the panel of the worker's home. */
export const homePanel = ({ count, number }: WordNumbers): HomePanelTexts => ({
  text: 'Desde aquí se miden las distancias a los centros.',
  notSet: 'No has indicado tu casa.',
  set: 'Indicada',
  useLocation: 'Usar mi ubicación',
  locating: 'Buscando tu ubicación…',
  denied: 'Tu navegador no permite que esta página vea tu ubicación. Elige una ciudad.',
  notAvailable: 'No se pudo encontrar tu ubicación. Elige una ciudad.',
  findCity: 'Busca tu ciudad',
  cities: 'Ciudades',
  count: (total: number) => count(total, { one: 'ciudad', many: 'de ciudades', other: 'ciudades' }),
  firstShown: (total: number) => `; se muestran las primeras ${number(total)}`,
  loading: 'Cargando las ciudades…',
  offline: 'No tienes conexión y las ciudades aún no se han cargado.',
  saving: 'Guardando…',
  notSaved: 'No se guardó tu casa.',
  forget: 'Olvidar mi casa',
})
