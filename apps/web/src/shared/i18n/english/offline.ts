/** The texts shown without a connection in place of a page that has not been loaded yet. */
export const offline = () => ({
  title: 'You are offline',
  text: 'This page has not been loaded yet.',
  myShifts: 'My shifts',
  showCalendar: 'Open the calendar',
})

export type OfflineTexts = ReturnType<typeof offline>
