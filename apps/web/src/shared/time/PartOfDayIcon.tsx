import { Icon } from '@/ui/Icon.tsx'
import type { PartOfDay } from './partOfDay.ts'

const paths = {
  day: 'M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0',
  evening: 'M12 5v3M4 17H2M22 17h-2M5.6 10.6 7 12M18.4 10.6 17 12M8 17a4 4 0 0 1 8 0M3 21h18',
  night: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
} as const satisfies Record<PartOfDay, string>

/** A sun, a sunset or a moon. */
export const PartOfDayIcon = ({ part }: { part: PartOfDay }) => <Icon d={paths[part]} size={18} />
