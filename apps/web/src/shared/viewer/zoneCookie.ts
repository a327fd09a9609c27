/** Tells the server the viewer's time zone, so that the first paint is already right. */
export const zoneCookie = 'time-zone'
