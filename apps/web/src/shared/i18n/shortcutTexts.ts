import { shortcuts } from './english/shortcuts.ts'

/** The keys of the calendar, and what they do in the viewer's language. */
export const useShortcutTexts = (): typeof shortcuts => shortcuts
