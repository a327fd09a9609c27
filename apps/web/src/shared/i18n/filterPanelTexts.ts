import { filterPanel } from './english/filterPanel.ts'

/** The texts of the panel with every filter, in the viewer's language. */
export const useFilterPanelTexts = (): typeof filterPanel => filterPanel
