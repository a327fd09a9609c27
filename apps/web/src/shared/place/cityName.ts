/** "Chicago, IL". Empty where the city is not known. */
export function cityName({ city, state }: { city: string | null; state: string | null }): string {
  if (city === null) return ''
  return state === null ? city : `${city}, ${state}`
}

/** The city, to be shown beside the facility's name. Undefined where it is not known, or the name has it. */
export const cityBesideName = ({ name, city }: { name: string; city: string | null }): string | undefined =>
  city && !name.includes(city) ? city : undefined
