/** The texts of the panel of calendar feeds. */
export const feeds = () => ({
  text: 'Your phone’s or computer’s calendar can show your shifts and keep them up to date.',
  add: 'What it shows',
  claimed: 'My shifts',
  eligible: 'Shifts I can take, under my filter',
  creating: 'Creating an address…',
  notCreated: 'No address was created.',
  tooMany: 'You have connected 20 calendars, the most that are allowed. Disconnect one first.',
  created: 'Your calendar’s address',
  once: 'It is shown only now. Whoever has it can see these shifts, so keep it to yourself.',
  copy: 'Copy',
  copied: 'The address is copied.',
  copyByHand: 'It could not be copied. Select the address and copy it.',
  open: 'Open in my calendar app',
  google: 'Google Calendar: on a computer, choose Other calendars, then From URL, and paste the address.',
  apple: 'iPhone and Mac: open it in the calendar app, and confirm.',
  outlook: 'Outlook: choose Add calendar, then Subscribe from web, and paste the address.',
  existing: 'Calendars that you have connected',
  none: 'None yet.',
  since: (day: string) => `since ${day}`,
  end: 'Disconnect',
  endOf: (kind: string, day: string) => `Disconnect: ${kind}, since ${day}`,
  ended: 'Disconnected. That calendar gets no more updates.',
  notEnded: 'It is still connected.',
  states: {
    loaded: '',
    loading: 'Loading…',
    offline: 'You are offline, so your calendars have not been loaded.',
    failed: 'Your calendars could not be loaded.',
  },
})

export type FeedTexts = ReturnType<typeof feeds>
