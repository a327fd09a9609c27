'use client'

import { useEffect, useRef, useState } from 'react'
import type { Coordinates } from '@/shared/place/distance.ts'

type LocationState = 'idle' | 'locating' | 'denied' | 'notAvailable'

const timeoutMs = 20_000
const maximumAgeMs = 600_000

/** About half a mile: enough for distances, and it does not tell the worker's house. */
const rounded = (degrees: number) => Math.round(degrees * 100) / 100

/** Asks the browser for the location, only when `locate` is called. One that is found after unmounting is not used. */
export function useLocation(onFound: (place: Coordinates) => void) {
  const [state, setState] = useState<LocationState>('idle')

  const isMounted = useRef(false)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])

  function locate(): void {
    // Browsers without a secure context have none.
    if (!('geolocation' in navigator)) return setState('notAvailable')
    setState('locating')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (!isMounted.current) return
        setState('idle')
        onFound({ latitude: rounded(coords.latitude), longitude: rounded(coords.longitude) })
      },
      ({ code, PERMISSION_DENIED }) => setState(code === PERMISSION_DENIED ? 'denied' : 'notAvailable'),
      { timeout: timeoutMs, maximumAge: maximumAgeMs },
    )
  }

  return { state, locate }
}
