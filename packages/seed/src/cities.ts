/** A city with the coordinates of its centre, as decimal texts: PostgreSQL reads them exactly. */
export interface City {
  name: string
  state: string
  latitude: string
  longitude: string
  /** How many times as many facilities and workers as a small city it has. */
  weight: number
}

/** One city a line: name, state, latitude, longitude, and the weight where it is not 1. */
const cities = (text: string): City[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', state = '', latitude = '', longitude = '', weight = '1'] = line
        .trim()
        .split(/, | (?=-?\d)| x/)
      return { name, state, latitude, longitude, weight: Number(weight) }
    })

/** Weighted roughly by size, so that most workers live where there is something to choose from. */
export const citiesByZone = {
  'America/New_York': cities(`
    Atlanta, GA 33.7490 -84.3880 x8
    Baltimore, MD 39.2904 -76.6122 x3
    Boston, MA 42.3601 -71.0589 x7
    Buffalo, NY 42.8864 -78.8784
    Charlotte, NC 35.2271 -80.8431
    Cincinnati, OH 39.1031 -84.5120
    Cleveland, OH 41.4993 -81.6944
    Columbus, OH 39.9612 -82.9988
    Detroit, MI 42.3314 -83.0458 x5
    Jacksonville, FL 30.3322 -81.6557
    Miami, FL 25.7617 -80.1918 x8
    New York, NY 40.7128 -74.0060 x24
    Newark, NJ 40.7357 -74.1724
    Orlando, FL 28.5384 -81.3789
    Philadelphia, PA 39.9526 -75.1652 x8
    Pittsburgh, PA 40.4406 -79.9959
    Raleigh, NC 35.7796 -78.6382
    Richmond, VA 37.5407 -77.4360
    Tampa, FL 27.9506 -82.4572 x4
  `),
  'America/Chicago': cities(`
    Austin, TX 30.2672 -97.7431
    Chicago, IL 41.8781 -87.6298 x14
    Dallas, TX 32.7767 -96.7970 x10
    Houston, TX 29.7604 -95.3698 x10
    Kansas City, MO 39.0997 -94.5786
    Memphis, TN 35.1495 -90.0490
    Milwaukee, WI 43.0389 -87.9065
    Minneapolis, MN 44.9778 -93.2650 x4
    Nashville, TN 36.1627 -86.7816
    New Orleans, LA 29.9511 -90.0715
    Omaha, NE 41.2565 -95.9345
    San Antonio, TX 29.4241 -98.4936
    St. Louis, MO 38.6270 -90.1994 x3
  `),
  'America/Denver': cities(`
    Albuquerque, NM 35.0844 -106.6504
    Boise, ID 43.6150 -116.2023
    Colorado Springs, CO 38.8339 -104.8214
    Denver, CO 39.7392 -104.9903 x4
    Salt Lake City, UT 40.7608 -111.8910
  `),
  'America/Los_Angeles': cities(`
    Fresno, CA 36.7378 -119.7871
    Las Vegas, NV 36.1716 -115.1391
    Los Angeles, CA 34.0522 -118.2437 x18
    Oakland, CA 37.8044 -122.2712 x3
    Portland, OR 45.5152 -122.6784
    Sacramento, CA 38.5816 -121.4944
    San Diego, CA 32.7157 -117.1611 x4
    San Jose, CA 37.3382 -121.8863
    Seattle, WA 47.6062 -122.3321 x5
  `),
  'America/Phoenix': cities(`
    Mesa, AZ 33.4152 -111.8315
    Phoenix, AZ 33.4484 -112.0740 x7
    Tucson, AZ 32.2226 -110.9747
  `),
  'America/Anchorage': cities('Anchorage, AK 61.2181 -149.9003'),
  'Pacific/Honolulu': cities('Honolulu, HI 21.3069 -157.8583'),
}
