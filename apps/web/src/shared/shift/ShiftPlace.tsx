import type { Shift } from './shift.ts'
import styles from './ShiftPlace.module.css'

/** Where a shift is: the facility, and the city unless the facility is named after it. */
export const ShiftPlace = ({ facility: { name, city } }: Pick<Shift, 'facility'>) => (
  <span>
    <bdi>{name}</bdi>
    {city && !name.includes(city) && (
      <span className={styles.city}>
        <span>, </span>
        <bdi>{city}</bdi>
      </span>
    )}
  </span>
)
