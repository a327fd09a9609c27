import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import styles from './DocumentsPage.module.css'
import type { Unlock } from '@/shared/unlocks/unlock.ts'
import { UnlockLink } from './UnlockLink.tsx'

interface UnlockListProps {
  unlocks: readonly Unlock[]
  most: number
  filter: ShiftFilter
}

export const UnlockList = ({ unlocks, most, filter }: UnlockListProps) => (
  <ul className={styles.unlocks}>
    {unlocks.map((unlock) => (
      <li key={unlock.documents.map(({ id }) => id).join()}>
        <UnlockLink unlock={unlock} most={most} filter={filter} />
      </li>
    ))}
  </ul>
)
