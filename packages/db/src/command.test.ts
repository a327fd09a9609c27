import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readArguments, UsageError } from './command.ts'

const read = (...args: string[]) =>
  readArguments({
    usage: 'pnpm run sample --day DAY [--count N] [--all]',
    flags: { day: { type: 'string' }, count: { type: 'string' }, all: { type: 'boolean' } },
    schema: z.strictObject({
      day: z.iso.date('must be a day'),
      count: z.coerce.number('must be a number').default(1),
      all: z.literal(true).optional(),
    }),
    args,
  })

/** The lines of the error. */
function problemsOf(...args: string[]): string[] {
  try {
    read(...args)
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n')
    throw error
  }
  return []
}

const usage = 'Usage: pnpm run sample --day DAY [--count N] [--all]'

describe('the arguments of a command', () => {
  test('are read, with their defaults', () => {
    expect(read('--day', '2026-12-01')).toEqual({ day: '2026-12-01', count: 1 })
    expect(read('--all', '--count=3', '--day=2026-12-01')).toEqual({ day: '2026-12-01', count: 3, all: true })
  })

  test('are refused with every wrong flag and how to call the command', () => {
    expect(problemsOf('--count', 'many', '--day', 'soon')).toEqual([
      '--day must be a day',
      '--count must be a number',
      usage,
    ])
    expect(problemsOf()).toEqual(['--day is missing', usage])
  })

  test.each([[['--dya', '2026-12-01']], [['--day']], [['2026-12-01']], [['--all=yes']]])(
    '%j are refused',
    (args) => {
      const [problem, ...rest] = problemsOf(...args)
      expect(problem).not.toBe('')
      expect(rest.at(-1)).toBe(usage)
    },
  )
})
