import type { WordNumbers } from '../wordNumbers.ts'
import { facilities, moreShifts, shifts } from './nouns.ts'

/** The texts of a signed-in worker's pages, by feature. Another language has another function that returns this type. */
export const app = ({ count, number, plural }: WordNumbers) => ({
  conflict: {
    ALREADY_CLAIMED: 'Somebody else took this shift a moment before you.',
    OVERLAPS_CLAIMED: 'It overlaps a shift that you already have.',
    ALREADY_STARTED: 'It has already started.',
    NOT_CLAIMED_BY_WORKER: 'You do not have this shift any more.',
  },

  ineligibility: {
    FACILITY_INACTIVE: 'The facility is closed for now. Its shifts can be claimed again when it opens.',
    SHIFT_DELETED: 'The facility withdrew this shift. Choose another one.',
    WORKER_INACTIVE: 'Your account is not active. Your staffing office can switch it on.',
    SHIFT_CLAIMED: 'Somebody else has this shift. It opens again if they give it back.',
    DOCUMENTS_MISSING: (names: readonly string[]) =>
      `You do not hold: ${names.join(', ')}. With ${plural(names.length, { one: 'it', other: 'these' })} you can claim shifts here.`,
    PROFESSION_MISMATCH: 'This shift is for another profession. You can claim those for your own.',
  },

  action: {
    claim: 'Claim this shift',
    giveBack: 'Give back',
    tryAgain: 'Try again',
    undo: 'Undo',
    showMore: 'Show more',
    close: 'Close',
    dismiss: 'Dismiss',
    showCalendar: 'Open the calendar',
    skipToContent: 'Skip to the content',
  },

  failure: {
    titles: {
      shifts: 'The shifts could not be loaded',
      shift: 'The shift could not be loaded',
      facilities: 'The facilities could not be loaded',
      cities: 'The cities could not be loaded',
      documents: 'What documents would open could not be loaded',
      filter: 'Your filter could not be loaded',
    },
    filterTitle: 'This link asks for something that does not exist',
    clearFilter: 'Clear the filter',
    request: (id: string) => ` Request ${id}`,
    noConnection: 'Check your connection.',
    offline: 'You are offline, and this has not been loaded yet.',
    SERVICE_UNAVAILABLE: 'The service cannot answer right now. Try again in a moment.',
    INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Quote the request id if you report it.',
    NOT_FOUND: 'Perhaps it was removed.',
    other: 'The service did not accept the request.',
    TOO_MANY_REQUESTS: (seconds: number) => `Too many requests. Try again in ${number(seconds)} s.`,
  },

  refusal: {
    unreachable: [
      'The service could not be reached, so this may or may not have gone through.',
      'Check your connection and try again.',
    ],
    mayStillBeClaimed: (facility: string) => `${facility} may still be yours.`,
    isStillClaimed: (facility: string) => `${facility} is still yours.`,
  },

  claims: {
    claiming: 'Claiming…',
    releasing: 'Giving back…',
    claimed: 'Yours:',
    released: 'Given back:',
    offline: 'You are offline, so nothing was changed.',
    offlineReason: 'You are offline. Shifts can be claimed and given back when you are online again.',
  },

  shift: {
    claimed: 'Yours',
    started: 'started',
    overlaps: 'Overlaps your shift',
    shortRest: (rest: string) => `Only ${rest} of rest`,
    overlapsClaimed:
      'It overlaps a shift that you already have, so you cannot take both. To claim this one, first give back:',
    claimedOverlaps: 'It overlaps another shift that you already have:',
    needs: (document: string) => `Needs ${document}`,
    notYours: 'Not yours to take yet',
    hasStarted: 'This shift has already started. Only shifts that start later can be claimed.',
    giveBackRule: 'You can give a shift back until it starts. Others can take it then.',
    cannotBeGivenBack: 'This shift has already started, so it can no longer be given back.',
    doesNotExist: 'This shift does not exist any more.',
    claimedSince: (day: string) => `Yours since ${day}.`,
    assigned: 'You are assigned to this shift.',
    onViewerClock: (dateAndHours: string) => `On your clock: ${dateAndHours}`,
    unknownTimeZone: (zone: string) =>
      `The time zone ${zone} is not known here: the times are on your clock.`,
    fromHome: (distance: string) => `${distance} from home`,
    map: 'Map',
    newTab: ' (opens in a new tab)',
    addToCalendar: 'Add to calendar',
    share: 'Share',
    linkCopied: 'The link is copied.',
    copyLink: 'Copy this link to share the shift:',
    previous: 'Previous shift',
    next: 'Next shift',
  },

  shiftPage: {
    calendar: 'Back to the calendar',
    loading: 'Loading…',
    offline: 'You are offline, and this shift has not been loaded yet.',
    failed: '',
  },

  requiredDocuments: {
    title: 'Documents asked for',
    none: 'None.',
    held: ', held',
    missing: 'missing',
    loaded: '',
    loading: 'Loading…',
    offline: 'You are offline, so the documents have not been loaded.',
    failed: 'The documents could not be loaded.',
  },

  week: {
    title: 'Your week',
    restAfter: (rest: string, isShort: boolean) => `${isShort ? 'Only ' : ''}${rest} of rest after `,
    restBefore: (rest: string, isShort: boolean) => `${isShort ? 'Only ' : ''}${rest} of rest before `,
    nothingClose: 'No other shift of yours within three days.',
    hours: (hours: string, first: string, last: string) =>
      `${hours} that week, from ${first} to ${last}, this shift included.`,
  },

  otherOpenShifts: {
    loading: 'Looking for shifts like it…',
    offline: 'You are offline, so what else is open is not known.',
  },

  connection: {
    live: '',
    reconnecting: 'Reconnecting…',
    polling: 'Live updates are not coming through. Checking every 15 seconds.',
    offline: 'You are offline. What you see may have changed.',
    age: (time: string) => ` Last updated ${time} ago.`,
    shiftsNoLongerOpen: (total: number) => `${count(total, shifts)} no longer open.`,
  },

  calendar: {
    month: 'Month',
    week: 'Week',
    day: 'Day',
    list: 'List',
    view: 'View',
    days: 'Days of the month',
    today: 'Today',
    previous: { month: 'Previous month', week: 'Previous week', day: 'Previous day' },
    next: { month: 'Next month', week: 'Next week', day: 'Next day' },
    canTake: (total: number) => `${count(total, shifts)} you can take`,
    yours: (total: number) => `${number(total)} of yours`,
    open: (total: number) => plural(total, { other: 'open' }),
    moreClaimed: (total: number) => `${number(total)} more of yours`,
    more: (total: number) => `+ ${number(total)}`,
    allOf: (part: string, total: number) => `${part}: ${count(total, moreShifts)}`,
    skipMonth: 'Skip to the list of shifts',
    showMonth: 'Show the month',
    showWeekOnly: 'Show the week only',
    zoneSubstitute: (zone: string) =>
      `Your browser’s time zone could not be used. Hours on your clock are in the time zone ${zone}.`,
  },

  /** Parts of times and distances. `Intl` writes the rest of them. */
  format: {
    onViewerClock: (hours: string) => `${hours} your time`,
    until: (day: string) => `until ${day}`,
    underOneMile: 'under 1 mi',
  },

  partOfDay: { day: 'Day', evening: 'Evening', night: 'Night' },

  card: {
    times: (total: number) => `× ${number(total)}`,
    claim: 'Claim',
    claimOf: (hours: string, facility: string) => `Claim ${hours} at ${facility}`,
  },

  agenda: {
    title: 'Shifts by day',
    today: 'Today,',
    tomorrow: 'Tomorrow,',
    moreOffline: 'There are more, but you are offline',
  },

  period: {
    canTake: (total: number, month?: string) => `${number(total)} you can take${month ? ` in ${month}` : ''}`,
    oneAway: 'One document away',
    clash: (total: number) =>
      ` · ${number(total)} ${plural(total, { one: 'clashes', other: 'clash' })} with yours`,
    clashHidden: (total: number) =>
      ` · ${number(total)} ${plural(total, { one: 'clashes', other: 'clash' })}, hidden`,
    hideClashes: 'Hide',
    showClashes: 'Show',
    loading: 'Looking for open shifts…',
    offline: 'You are offline, and this period has not been loaded yet.',
    partlyOffline: '. You are offline: some shifts have not been loaded yet.',
  },

  places: { title: 'Pages', find: 'Find shifts', myShifts: 'My shifts', documents: 'Documents' },

  emptyPeriod: {
    inactive:
      'Your account is not active, so no shift is open to you. Your staffing office can switch it on.',
    title: 'Nothing you can take here.',
    tryWithoutFilter: ' Nothing later either: try without the filter.',
    noneLater: ' Nothing later either: new shifts appear as facilities post them.',
    nextShift: (day: string) => `Next open shift: ${day}`,
    clearFilter: 'Clear the filter',
  },

  shortcuts: { title: 'Keyboard shortcuts' },

  filters: {
    title: 'Filters',
    bar: 'Filter the shifts',
    shifts: 'shifts',
    minHours: (min: number) => `${number(min)} h or more`,
    maxHours: (max: number) => `Up to ${number(max)} h`,
    hoursBetween: (min: number, max: number) =>
      min === max ? `${number(min)} h` : `${number(min)}–${number(max)} h`,
    within: (miles: number) => `Within ${number(miles)} mi`,
    otherPlace: 'Another place',
    setHome: 'Set my home',
    distanceNeedsHome: 'Distance is measured from your home, which is not set.',
    fits: 'Fits my shifts',
    restHours: (total: number) => `${number(total)} h rest`,
    facilityCount: (total: number) => count(total, facilities),
    remove: 'Remove',
    clear: 'Clear',
    othersOn: (total: number) => `${number(total)} on`,
  },

  account: { title: 'Account' },

  home: {
    title: 'My home',
    near: (city: string) => `Near ${city}`,
    milesFrom: (miles: number, city: string) => `${number(miles)} mi from ${city}`,
  },

  brokenLink: {
    title: 'This link does not work',
    text: 'It names a view, a date or a filter that makes no sense. Perhaps it was cut short.',
  },

  unknownWorker: {
    title: 'This account is no longer there',
    text: 'You are signed in as a worker who has been removed.',
    signInAgain: 'Sign in again',
  },
})

export type Texts = ReturnType<typeof app>
