import type { MyShiftsTexts } from '../english/myShifts.ts'
import type { WordNumbers } from '../wordNumbers.ts'

export const myShifts = ({ count }: WordNumbers): MyShiftsTexts => ({
  title: 'Mis turnos',
  subscribe: 'Mostrar en mi calendario',
  print: 'Imprimir',
  asOf: (day: string) => `Al ${day}`,
  states: {
    loaded: '',
    loading: 'Cargando…',
    offline: 'No tienes conexión y tus turnos aún no se han cargado. Aparecerán cuando vuelvas a conectarte.',
    failed: '',
  },
  empty: 'No tienes ningún turno por delante.',
  emptyHint: 'Toma uno en el calendario y aparecerá aquí.',
  find: 'Buscar un turno',

  next: 'Próximo turno',
  now: 'Tu turno de ahora',
  today: 'Hoy',
  tomorrow: 'Mañana',
  at: (day: string, hours: string) => `${day}, ${hours}`,
  nowUntil: (time: string) => `Ahora, hasta: ${time}`,
  startsIn: (time: string) => `en ${time}`,
  endsIn: (time: string) => `termina en ${time}`,
  days: (total: number) => count(total, { one: 'día', many: 'de días', other: 'días' }),

  thisWeek: 'Esta semana',
  nextWeek: 'La próxima semana',
  overtime: (hours: string) => `${hours} extra`,
  fullWeek: '40 h',

  rest: (time: string) => `${time} de descanso`,
  shortRest: (time: string) => `Poco descanso: ${time}`,
  noRest: 'Sin descanso entre los dos',
  overlap: 'Al mismo tiempo que el turno de arriba',

  giveBackOf: (day: string, facility: string) => `Devolver ${day} en ${facility}`,
  started: 'Ya empezó',
  over: 'Terminado',

  moreOffline: 'Hay más, pero no tienes conexión',
  moreAfter: (day: string) => `Hay más turnos después del ${day}.`,

  history: 'Turnos anteriores',
  showHistory: 'Mostrar turnos anteriores',
  showMoreHistory: 'Mostrar más turnos anteriores',
  historyStates: {
    loading: 'Cargando…',
    offline: 'No tienes conexión y tus turnos anteriores aún no se han cargado.',
    failed: '',
  },
  historyLoaded: (total: number) =>
    total === 0
      ? 'No tienes turnos anteriores.'
      : count(total, { one: 'turno anterior', many: 'de turnos anteriores', other: 'turnos anteriores' }),
})
