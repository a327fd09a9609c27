import { describe, expect, test } from 'vitest'
import { decideViewerZone } from './decideViewerZone.ts'

describe('decides the viewer’s zone from what the browser reports', () => {
  test.each([
    // Kept
    ['America/Chicago', 'America/Chicago', false],
    ['Asia/Kathmandu', 'Asia/Kathmandu', false],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires', false],
    ['Asia/Calcutta', 'Asia/Calcutta', false],
    ['US/Eastern', 'US/Eastern', false],
    ['Etc/GMT+3', 'Etc/GMT+3', false],
    ['UTC', 'UTC', false],
    ['america/chicago', 'America/Chicago', false],
    ['utc', 'UTC', false],
    // Replaced by the canonical name
    ['EST5EDT', 'America/New_York', true],
    ['PST8PDT', 'America/Los_Angeles', true],
    ['CET', 'Europe/Brussels', true],
    ['GMT', 'UTC', true],
    // Replaced by the fallback
    ['', 'America/New_York', true],
    ['undefined', 'America/New_York', true],
    ['Etc/Unknown', 'America/New_York', true],
    ['+05:30', 'America/New_York', true],
    ['GMT+3', 'America/New_York', true],
    ['Eastern Standard Time', 'America/New_York', true],
    ['posix/America/Denver', 'America/New_York', true],
    ['../../etc/passwd', 'America/New_York', true],
    ['\u0000', 'America/New_York', true],
  ])('%j is shown as %s', (reported, timeZone, isSubstitute) => {
    expect(decideViewerZone(reported)).toEqual({ timeZone, reported, isSubstitute })
  })

  test('uses the fallback before the first report, and does not call it a substitute', () => {
    expect(decideViewerZone(undefined)).toEqual({
      timeZone: 'America/New_York',
      reported: undefined,
      isSubstitute: false,
    })
  })
})
