import { expect, test } from 'vitest'
import { sharesOf } from './cpuProfile.ts'

const node = (id: number, functionName: string, url: string, hitCount: number, children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  hitCount,
  children,
})

test('shares the time among the parts, and counts V8’s functions for their callers', () => {
  const modules = 'file:///app/node_modules/.pnpm/a@1/node_modules'
  const shares = sharesOf({
    nodes: [
      node(1, '(root)', '', 0, [2, 3, 4, 8]),
      node(2, '(idle)', '', 900),
      node(3, '(garbage collector)', '', 10),
      node(4, 'handler', 'file:///app/apps/server/src/main.ts', 20, [5, 6]),
      node(5, 'map', '', 5, []),
      node(6, 'query', `${modules}/pg-pool/index.js`, 15, [7]),
      node(7, 'writev', '', 30),
      node(8, 'onread', 'node:net', 10, [9]),
      node(9, 'parse', `${modules}/@trpc/server/dist/index.js`, 10),
    ],
  })
  expect(Object.fromEntries(shares)).toEqual({
    'garbage collection': 0.1,
    'our own code': 0.25,
    pg: 0.15,
    'writing to sockets': 0.3,
    Node: 0.1,
    '@trpc/server': 0.1,
  })
})
