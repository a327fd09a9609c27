/** The title of a browser tab. */
export const documentTitle = (title: string): string => `${title} · Open Shifts`
