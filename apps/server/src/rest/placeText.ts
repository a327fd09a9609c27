import { z } from 'zod'

// Decimals, or what JavaScript writes for very small numbers: 1e-7.
const decimals = String.raw`(?:\.\d+)?`
const small = String.raw`\d${decimals}e-\d+`
const latitude = String.raw`-?(?:90(?:\.0+)?|[1-8]?\d${decimals}|${small})`
const longitude = String.raw`-?(?:180(?:\.0+)?|(?:1[0-7]\d|[1-9]?\d)${decimals}|${small})`

/** A place as it is written in a query. */
export const placeText = z
  .string()
  .regex(new RegExp(`^${latitude},${longitude}$`))
  .meta({
    description: 'Latitude and longitude in degrees, with a comma between.',
    example: '41.88,-87.63',
  })
