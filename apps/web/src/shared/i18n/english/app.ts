import { countOf } from '@/shared/format/countOf.ts'

const numbers = new Intl.NumberFormat('en-US')

/** The texts of a signed-in worker's pages, by feature. Another language is another object of this type. */
export const app = {
  conflict: {
    ALREADY_CLAIMED: 'Somebody else took this shift a moment before you.',
    OVERLAPS_CLAIMED: 'It overlaps a shift that you already have.',
    ALREADY_STARTED: 'It has already started.',
    NOT_CLAIMED_BY_WORKER: 'You do not have this shift any more.',
  },

  ineligibility: {
    FACILITY_INACTIVE: 'The facility is not active.',
    SHIFT_DELETED: 'The shift was withdrawn.',
    WORKER_INACTIVE: 'The worker is not active.',
    SHIFT_CLAIMED: 'The shift has been claimed.',
    DOCUMENTS_MISSING: (names: readonly string[]) =>
      `The facility requires what the worker does not hold: ${names.join(', ')}.`,
    PROFESSION_MISMATCH: 'The shift is for another profession than the worker’s.',
  },

  action: {
    claim: 'Claim this shift',
    giveBack: 'Give back',
    tryAgain: 'Try again',
    undo: 'Undo',
    showMore: 'Show more',
    signOut: 'Sign out',
    close: 'Close',
    dismiss: 'Dismiss',
    showCalendar: 'Open the calendar',
  },

  failure: {
    title: 'The shifts could not be loaded',
    filterTitle: 'This link asks for something that does not exist',
    clearFilter: 'Show every facility',
    request: (id: string) => ` Request ${id}`,
    noConnection: 'Check your connection.',
    SERVICE_UNAVAILABLE: 'The service cannot answer right now. Try again in a moment.',
    INTERNAL_SERVER_ERROR: 'Something went wrong on our side. Quote the request id if you report it.',
    TOO_MANY_REQUESTS: (seconds: number) => `Too many requests. Try again in ${seconds} s.`,
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
    overnight: 'overnight',
    started: 'started',
    overlaps: 'Overlaps your shift',
    overlapsClaimed: 'It overlaps a shift that you already have, so you cannot take both.',
    claimedOverlaps: 'It overlaps another shift that you already have.',
    hasStarted: 'This shift has already started.',
    justTaken: 'This shift has just been taken.',
    doesNotExist: 'This shift does not exist any more.',
    claimedSince: (day: string) => `Yours since ${day}.`,
    assigned: 'You are assigned to this shift.',
    when: 'When',
    onViewerClock: 'On your clock',
    timeZone: 'Time zone',
    unknownTimeZone: (zone: string) => `${zone}, which is not known here: the times are on your clock.`,
    length: 'Length',
    profession: 'Profession',
    id: 'Shift',
  },

  otherOpenShifts: {
    some: (day: string) => `Still open on ${day}`,
    none: (day: string) => `Nothing else is open on ${day}`,
    everyShiftOfDay: 'Every shift of the day',
    loading: 'Looking for what else is open that day…',
    offline: 'You are offline, so what else is open that day is not known.',
    failed: 'What else is open that day could not be loaded.',
  },

  connection: {
    live: '',
    reconnecting: 'Reconnecting…',
    polling: 'Live updates are not coming through. Checking for changes every 15 seconds.',
    offline: 'You are offline. What you see may have changed.',
    shiftsNoLongerOpen: (count: number) => `${countOf(count, 'shift')} no longer open.`,
  },

  calendar: {
    month: 'Month',
    week: 'Week',
    day: 'Day',
    list: 'List',
    view: 'View',
    today: 'Today',
    previous: { month: 'Previous month', week: 'Previous week', day: 'Previous day' },
    next: { month: 'Next month', week: 'Next week', day: 'Next day' },
    openShifts: (count: number) => `${count} open shifts`,
    claimedShifts: (count: number) => `${count} of your shifts`,
    claimedCount: (count: number) => `${count} of yours`,
    open: ' open',
    atFacilities: (count: number) => ` at ${countOf(count, 'facility', 'facilities')}`,
    more: (count: number) => `${count} more`,
    /** FullCalendar replaces `$0` by the day. */
    everyShiftOf: 'Every shift of $0',
    zoneSubstitute: (zone: string) =>
      `Your browser’s time zone could not be used. Days are shown in the time zone ${zone}.`,
  },

  period: {
    openShifts: (count: number) => `${countOf(count, 'open shift')} you may take`,
    loading: 'Looking for open shifts…',
    offline: 'You are offline, and this period has not been loaded yet.',
    partlyOffline: '. You are offline: some shifts have not been loaded yet.',
    youAreOffline: 'You are offline',
    shownSoFar: (shown: number, total: number) =>
      ` — ${countOf(shown, 'shift')} of ${countOf(total, 'shift')} so far`,
  },

  emptyPeriod: {
    inactive:
      'Your account is not active, so no shift is open to you. Your staffing office can switch it on.',
    title: 'Nothing open here',
    tryOtherFacilities: ' — try other facilities.',
    noneLater: ' or later — new shifts appear as facilities post them.',
    try: ' — try:',
    nextShift: (day: string) => `Next open shift: ${day}`,
    everyFacility: 'Every facility',
    loading: ' — looking ahead…',
    offline: ' — you are offline, so what comes later is not known.',
    failed: ' — what comes later could not be loaded.',
  },

  dayPanel: {
    openShifts: (count: number) => countOf(count, 'open shift'),
    claimedShifts: (count: number) => `, ${count} of yours`,
    loading: 'Loading…',
    offline: 'You are offline, and this day has not been loaded yet.',
    claimedOffline: '. You are offline: your own shifts are not loaded yet.',
    list: 'Shifts of the day',
    firstShifts: (count: number) => `The first ${countOf(count, 'shift')} of the day.`,
  },

  myShifts: {
    title: 'My shifts',
    list: 'Your shifts from today on',
    loading: 'Loading…',
    offline:
      'You are offline, and your shifts have not been loaded yet. They appear here when you are back online.',
    empty: 'You have no shift from today on. Open one on the calendar and claim it: it will be listed here.',
    moreOffline: 'There are more, but you are offline',
  },

  filters: {
    title: 'Filters',
    bar: 'Filter the shifts',
    partsOfDay: 'Part of the day',
    part: { day: 'Day', evening: 'Evening', night: 'Night' },
    shifts: 'shifts',
    weekdays: 'Days',
    weekday: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
    length: 'Length',
    atLeast: 'At least',
    atMost: 'At most',
    hours: (count: number) => `${count} h`,
    minHours: (min: number) => `${min} h or more`,
    maxHours: (max: number) => `Up to ${max} h`,
    hoursBetween: (min: number, max: number) => (min === max ? `${min} h` : `${min}–${max} h`),
    distance: 'Distance',
    anyDistance: 'Any distance',
    any: 'Any',
    within: (miles: number) => `Within ${miles} mi`,
    miles: (miles: number) => `${miles} mi`,
    fromHome: 'Measured from your home',
    fromElsewhere: 'Measured from another place than your home',
    otherPlace: 'Another place',
    useHome: 'Use my home',
    homeUnknown: 'To filter by distance, say where you live.',
    setHome: 'Set my home',
    changeHome: 'Change',
    distanceNeedsHome: 'Distance is measured from your home, which is not set.',
    fits: 'Fits my shifts',
    ownShifts: 'Your own shifts',
    rest: 'Rest before and after',
    restHours: (count: number) => `${count} h rest`,
    facilities: 'Facilities',
    facilityCount: (count: number) => countOf(count, 'facility', 'facilities'),
    findFacility: 'Find by name or city',
    matches: (count: number) => countOf(count, 'facility', 'facilities'),
    firstShown: (count: number) => `, the first ${count} are shown`,
    maxTicked: (count: number) => `, at most ${count} can be ticked`,
    loading: 'Loading…',
    offline: 'You are offline, and the facilities have not been loaded yet.',
    remove: 'Remove',
    clear: 'Clear',
    othersOn: (count: number) => `${count} on`,
    show: (count: number) => `Show ${countOf(count, 'shift')}`,
    showUncounted: 'Show shifts',
    leaves: (count: number) => countOf(count, 'shift'),
    number: (count: number) => numbers.format(count),
  },

  home: {
    title: 'My home',
    text: 'Distances to facilities are measured from here.',
    notSet: 'Your home is not set.',
    near: (city: string) => `Near ${city}`,
    milesFrom: (miles: number, city: string) => `${miles} mi from ${city}`,
    set: 'Set',
    useLocation: 'Use my location',
    locating: 'Looking for your location…',
    denied: 'Your browser does not let this page see your location. Choose a city instead.',
    notAvailable: 'Your location could not be found. Choose a city instead.',
    findCity: 'Find your city',
    cities: 'Cities',
    count: (count: number) => countOf(count, 'city', 'cities'),
    firstShown: (count: number) => `, the first ${count} are shown`,
    loading: 'Loading the cities…',
    offline: 'You are offline, and the cities have not been loaded yet.',
    saving: 'Saving…',
    notSaved: 'Your home was not saved.',
    forget: 'Forget my home',
  },

  brokenLink: {
    title: 'This link does not work',
    text: 'It names a view, a date or a facility that makes no sense. Perhaps it was cut short when it was copied.',
  },

  unknownWorker: {
    title: 'This account is no longer there',
    text: 'You are signed in as a worker who has been removed.',
    signInAgain: 'Sign in again',
  },
}
