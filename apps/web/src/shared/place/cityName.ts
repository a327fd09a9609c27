/** "Chicago, IL". Empty where the city is not known. */
export function cityName({ city, state }: { city: string | null; state: string | null }): string {
  if (city === null) return ''
  return state === null ? city : `${city}, ${state}`
}
