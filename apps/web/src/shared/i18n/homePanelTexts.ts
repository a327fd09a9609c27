import { homePanel } from './english/homePanel.ts'

/** The texts of the panel of the worker's home, in the viewer's language. */
export const useHomePanelTexts = (): typeof homePanel => homePanel
