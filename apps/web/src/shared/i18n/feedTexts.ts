import { feeds } from './english/feeds.ts'

/** The texts of the panel of calendar feeds, in the viewer's language. */
export const useFeedTexts = (): typeof feeds => feeds
