import type { Texts } from '../english/app.ts'
import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, moreShifts, shifts } from './nouns.ts'

/** The texts of a signed-in worker's pages, by feature. */
export const app = ({ count, number, plural }: WordNumbers): Texts => ({
  conflict: {
    ALREADY_CLAIMED: 'Otra persona tomó este turno un momento antes que tú.',
    OVERLAPS_CLAIMED: 'Coincide con un turno que ya tienes.',
    ALREADY_STARTED: 'Ya empezó.',
    NOT_CLAIMED_BY_WORKER: 'Ya no tienes este turno.',
  },

  ineligibility: {
    FACILITY_INACTIVE: 'El centro está cerrado por ahora. Sus turnos se podrán tomar cuando vuelva a abrir.',
    SHIFT_DELETED: 'El centro retiró este turno. Elige otro.',
    WORKER_INACTIVE: 'Tu cuenta no está activa. Tu oficina de personal puede activarla.',
    SHIFT_CLAIMED: 'Otra persona tiene este turno. Volverá a estar abierto si lo devuelve.',
    DOCUMENTS_MISSING: (names: readonly string[]) =>
      `${plural(names.length, { one: 'Te falta', other: 'Te faltan' })}: ${names.join(', ')}. Con ${plural(names.length, { one: 'este documento', other: 'estos documentos' })} puedes tomar turnos aquí.`,
    PROFESSION_MISMATCH: 'Este turno es para otra profesión. Puedes tomar los de la tuya.',
  },

  action: {
    claim: 'Tomar este turno',
    giveBack: 'Devolver',
    tryAgain: 'Intentar de nuevo',
    undo: 'Deshacer',
    showMore: 'Mostrar más',
    close: 'Cerrar',
    dismiss: 'Descartar',
    showCalendar: 'Abrir el calendario',
    skipToContent: 'Ir al contenido',
  },

  failure: {
    titles: {
      shifts: 'No se pudieron cargar los turnos',
      shift: 'No se pudo cargar el turno',
      facilities: 'No se pudieron cargar los centros',
      cities: 'No se pudieron cargar las ciudades',
      documents: 'No se pudo cargar lo que abrirían los documentos',
      filter: 'No se pudo cargar tu filtro',
    },
    filterTitle: 'Este enlace pide algo que no existe',
    clearFilter: 'Quitar el filtro',
    request: (id: string) => ` Solicitud ${id}`,
    noConnection: 'Revisa tu conexión.',
    offline: 'No tienes conexión y esto aún no se ha cargado. Aparecerá cuando vuelvas a conectarte.',
    SERVICE_UNAVAILABLE: 'El servicio no puede responder ahora. Inténtalo de nuevo en un momento.',
    INTERNAL_SERVER_ERROR: 'Algo falló de nuestro lado. Menciona el número de solicitud si nos avisas.',
    NOT_FOUND: 'Puede que se haya eliminado.',
    other: 'El servicio no aceptó la solicitud.',
    TOO_MANY_REQUESTS: (seconds: number) =>
      `Demasiadas solicitudes. Inténtalo de nuevo en ${number(seconds)} s.`,
  },

  refusal: {
    unreachable: [
      'No se pudo contactar con el servicio, así que no sabemos si el cambio se hizo.',
      'Revisa tu conexión e inténtalo de nuevo.',
    ],
    mayStillBeClaimed: (facility: string) => `Es posible que el turno en ${facility} siga siendo tuyo.`,
    isStillClaimed: (facility: string) => `El turno en ${facility} sigue siendo tuyo.`,
  },

  claims: {
    claiming: 'Tomando el turno…',
    releasing: 'Devolviendo el turno…',
    claimed: 'Turno tomado:',
    released: 'Turno devuelto:',
    offline: 'No tienes conexión, así que no cambió nada.',
    offlineReason: 'No tienes conexión. Podrás tomar y devolver turnos cuando vuelvas a conectarte.',
  },

  shift: {
    claimed: 'Tuyo',
    started: 'ya empezó',
    overlaps: 'Coincide con tu turno',
    shortRest: (rest: string) => `Solo ${rest} de descanso`,
    overlapsClaimed:
      'Coincide con un turno que ya tienes, así que no puedes tomar los dos. Para tomar este, primero devuelve:',
    claimedOverlaps: 'Coincide con otro turno que ya tienes:',
    needs: (document: string) => `Requiere ${document}`,
    notYours: 'Aún no puedes tomarlo',
    hasStarted: 'Este turno ya empezó. Solo se pueden tomar turnos que empiecen más tarde.',
    giveBackRule: 'Puedes devolver un turno hasta que empiece. Entonces otros pueden tomarlo.',
    cannotBeGivenBack: 'Este turno ya empezó, así que ya no se puede devolver.',
    doesNotExist: 'Este turno ya no existe.',
    claimedSince: (day: string) => `Tuyo desde: ${day}.`,
    assigned: 'Tienes asignado este turno.',
    onViewerClock: (dateAndHours: string) => `En tu hora: ${dateAndHours}`,
    unknownTimeZone: (zone: string) => `No se reconoce la zona horaria ${zone}: las horas son las tuyas.`,
    fromHome: (distance: string) => `a ${distance} de tu casa`,
    map: 'Mapa',
    newTab: ' (se abre en otra pestaña)',
    addToCalendar: 'Añadir al calendario',
    share: 'Compartir',
    linkCopied: 'Enlace copiado.',
    copyLink: 'Copia este enlace para compartir el turno:',
    previous: 'Turno anterior',
    next: 'Turno siguiente',
  },

  shiftPage: {
    calendar: 'Volver al calendario',
    loading: 'Cargando…',
    offline: 'No tienes conexión y este turno aún no se ha cargado.',
    failed: '',
  },

  requiredDocuments: {
    title: 'Documentos que se piden',
    none: 'Ninguno.',
    held: ', lo tienes',
    missing: 'te falta',
    loaded: '',
    loading: 'Cargando…',
    offline: 'No tienes conexión, así que no se han cargado los documentos.',
    failed: 'No se pudieron cargar los documentos.',
  },

  week: {
    title: 'Tu semana',
    restAfter: (rest: string, isShort: boolean) => `${isShort ? 'Solo ' : ''}${rest} de descanso después de `,
    restBefore: (rest: string, isShort: boolean) => `${isShort ? 'Solo ' : ''}${rest} de descanso antes de `,
    nothingClose: 'No tienes otro turno en los tres días anteriores ni en los tres siguientes.',
    hours: (hours: string, first: string, last: string) =>
      `${hours} esa semana, de ${first} a ${last}, con este turno incluido.`,
  },

  otherOpenShifts: {
    loading: 'Buscando turnos parecidos…',
    offline: 'No tienes conexión, así que no se sabe qué otros turnos hay.',
  },

  connection: {
    live: '',
    reconnecting: 'Conectando de nuevo…',
    polling: 'Los cambios no llegan en directo. Se comprueban cada 15 segundos.',
    offline: 'No tienes conexión. Lo que ves puede haber cambiado.',
    age: (time: string) => ` Actualizado hace ${time}.`,
    shiftsNoLongerOpen: (total: number) =>
      plural(total, {
        one: `${number(total)} turno ya no está abierto.`,
        other: `${number(total)} turnos ya no están abiertos.`,
      }),
  },

  calendar: {
    month: 'Mes',
    week: 'Semana',
    day: 'Día',
    list: 'Lista',
    view: 'Vista',
    days: 'Días del mes',
    today: 'Hoy',
    previous: { month: 'Mes anterior', week: 'Semana anterior', day: 'Día anterior' },
    next: { month: 'Mes siguiente', week: 'Semana siguiente', day: 'Día siguiente' },
    canTake: (total: number) => `${count(total, shifts)} que puedes tomar`,
    yours: (total: number) =>
      plural(total, { one: `${number(total)} tuyo`, other: `${number(total)} tuyos` }),
    open: (total: number) => plural(total, { one: 'abierto', other: 'abiertos' }),
    moreClaimed: (total: number) =>
      plural(total, { one: `${number(total)} tuyo más`, other: `${number(total)} tuyos más` }),
    more: (total: number) => `+ ${number(total)}`,
    allOf: (part: string, total: number) => `${part}: ${count(total, moreShifts)}`,
    skipMonth: 'Ir a la lista de turnos',
    showMonth: 'Mostrar el mes',
    showWeekOnly: 'Mostrar solo la semana',
    zoneSubstitute: (zone: string) =>
      `No se pudo usar la zona horaria de tu navegador. Tu hora se muestra en la zona ${zone}.`,
  },

  format: {
    onViewerClock: (hours: string) => `${hours} en tu hora`,
    until: (day: string) => `hasta el ${day}`,
    underOneMile: 'menos de 1 mi',
  },

  partOfDay: { day: 'Día', evening: 'Tarde', night: 'Noche' },

  card: {
    times: (total: number) => `× ${number(total)}`,
    claim: 'Tomar',
    claimOf: (hours: string, facility: string) => `Tomar ${hours} en ${facility}`,
  },

  agenda: {
    title: 'Turnos por día',
    today: 'Hoy,',
    tomorrow: 'Mañana,',
    moreOffline: 'Hay más, pero no tienes conexión',
  },

  period: {
    canTake: (total: number, month?: string) => `Puedes tomar ${number(total)}${month ? ` en ${month}` : ''}`,
    oneAway: 'A un documento',
    clash: (total: number) =>
      plural(total, {
        one: ` · ${number(total)} choca con los tuyos`,
        other: ` · ${number(total)} chocan con los tuyos`,
      }),
    clashHidden: (total: number) =>
      plural(total, {
        one: ` · ${number(total)} choca, oculto`,
        other: ` · ${number(total)} chocan, ocultos`,
      }),
    hideClashes: 'Ocultar',
    showClashes: 'Mostrar',
    loading: 'Buscando turnos abiertos…',
    offline: 'No tienes conexión y este período aún no se ha cargado.',
    partlyOffline: '. No tienes conexión: algunos turnos aún no se han cargado.',
  },

  places: { title: 'Secciones', find: 'Buscar turnos', myShifts: 'Mis turnos', documents: 'Documentos' },

  emptyPeriod: {
    inactive:
      'Tu cuenta no está activa, así que no hay turnos abiertos para ti. Tu oficina de personal puede activarla.',
    title: 'Aquí no hay nada que puedas tomar.',
    tryWithoutFilter: ' Más adelante tampoco: prueba sin el filtro.',
    noneLater: ' Más adelante tampoco: los turnos nuevos aparecen cuando los centros los publican.',
    nextShift: (day: string) => `Próximo turno abierto: ${day}`,
    clearFilter: 'Quitar el filtro',
  },

  shortcuts: { title: 'Atajos de teclado' },

  filters: {
    title: 'Filtros',
    bar: 'Filtrar los turnos',
    shifts: 'turnos',
    minHours: (min: number) => `${number(min)} h o más`,
    maxHours: (max: number) => `Hasta ${number(max)} h`,
    hoursBetween: (min: number, max: number) =>
      min === max ? `${number(min)} h` : `${number(min)}–${number(max)} h`,
    within: (miles: number) => `Hasta ${number(miles)} mi`,
    otherPlace: 'Otro lugar',
    setHome: 'Indicar mi casa',
    distanceNeedsHome: 'La distancia se mide desde tu casa, que no está indicada.',
    fits: 'Sin choques',
    restHours: (total: number) => `${number(total)} h de descanso`,
    facilityCount: (total: number) => count(total, facilities),
    remove: 'Quitar',
    clear: 'Quitar todo',
    othersOn: (total: number) =>
      plural(total, { one: `${number(total)} activo`, other: `${number(total)} activos` }),
  },

  account: { title: 'Cuenta' },

  home: {
    title: 'Mi casa',
    near: (city: string) => `Cerca de ${city}`,
    milesFrom: (miles: number, city: string) => `A ${number(miles)} mi de ${city}`,
  },

  brokenLink: {
    title: 'Este enlace no funciona',
    text: 'Indica una vista, una fecha o un filtro que no tiene sentido. Quizá se cortó al copiarlo.',
  },

  unknownWorker: {
    title: 'Esta cuenta ya no existe',
    text: 'Iniciaste sesión con una cuenta que fue eliminada.',
    signInAgain: 'Iniciar sesión de nuevo',
  },
})
