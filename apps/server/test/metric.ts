import { expect } from 'vitest'
import type { TestServer } from './testServer.ts'

/** The value of the metric with these labels, or 0 if nothing was counted. */
export async function metric({ send }: Pick<TestServer, 'send'>, name: string, labels = ''): Promise<number> {
  const { status, body } = await send('/metrics')
  expect(status).toBe(200)
  const line = String(body)
    .split('\n')
    .find((line) => line.startsWith(labels ? `${name}{${labels}}` : `${name} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}
