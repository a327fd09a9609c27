/** The texts of the pages that report an error. Every page loads them, so they are separate from the other texts. */
export const errorPages = {
  pageError: {
    title: 'Something went wrong on our side',
    text: (digest: string | undefined) =>
      digest
        ? `The page could not be shown. Quote ${digest} if you report it.`
        : 'The page could not be shown.',
    tryAgain: 'Try again',
  },

  globalError: {
    documentTitle: 'Something went wrong · Open Shifts',
    title: 'Something went wrong on our side',
    text: 'The page could not be shown. Load it again in a moment.',
  },

  offline: {
    title: 'You are offline',
    text: 'This page has not been loaded yet.',
    myShifts: 'My shifts',
    showCalendar: 'Open the calendar',
  },

  notFound: {
    title: 'There is no such page',
    text: 'Its address may have been mistyped, or cut short when it was copied.',
    showCalendar: 'Open the calendar',
  },
}
