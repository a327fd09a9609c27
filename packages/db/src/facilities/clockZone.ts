import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'

/**
 * The time zone as `at time zone` needs it. That takes CET, EET, MET and WET for abbreviations of winter time, although they are
 * also names of zones with daylight saving, as browsers and Node read them. So they are replaced by the zones that the IANA database
 * links them to.
 */
export const clockZone = (timeZone: SQLWrapper): SQL => sql`
  case upper(${timeZone})
    when 'CET' then 'Europe/Brussels' when 'MET' then 'Europe/Brussels'
    when 'EET' then 'Europe/Athens' when 'WET' then 'Europe/Lisbon'
    else ${timeZone}
  end`
