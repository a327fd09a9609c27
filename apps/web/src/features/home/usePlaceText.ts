'use client'

import { useMemo } from 'react'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { Coordinates } from '@/shared/place/distance.ts'
import { useFacilities } from '@/shared/place/useFacilities.ts'
import { isolate } from '@/ui/bidi.ts'
import { citiesOf, nearestCity } from './cities.ts'

/** Up to this distance a place is said to be near a city. */
const nearMiles = 30

/** The cities of the facilities where the worker may work. */
export function useCities() {
  const facilities = useFacilities().data?.facilities
  return useMemo(() => citiesOf(facilities ?? []), [facilities])
}

/** A place in words: "Near Chicago, IL". Empty while no city is known, or without a place. */
export function usePlaceText(place: Coordinates | null | undefined): string {
  const { home } = useTexts()
  const cities = useCities()
  const city = place && nearestCity(cities, place)
  if (!city) return ''
  const name = isolate(city.name)
  return city.miles <= nearMiles ? home.near(name) : home.milesFrom(Math.round(city.miles), name)
}
