/** The texts shown for an address without a page. */
export const notFound = () => ({
  title: 'There is no such page',
  text: 'Its address may have been mistyped, or cut short when it was copied.',
  showCalendar: 'Open the calendar',
})

export type NotFoundTexts = ReturnType<typeof notFound>
