/** The cookie with the browser's time zone, so that the server renders the first page in that zone. */
export const zoneCookie = 'time-zone'
