import { readFile } from 'node:fs/promises'
import type { Replica, Replicas } from '@shifts/db'
import { useTestDatabase } from '@shifts/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { callTo } from './calls.ts'
import { useTestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const documents = new URL('../../../docs/deploy/', import.meta.url)
const replica: Replica = {
  url: '',
  name: 'replica:5432',
  problem: () => undefined,
  lagMs: () => 0,
  leaveOut: () => {},
  hasReplayed: async () => true,
}
const replicas: Replicas = {
  all: [replica],
  current: () => replica,
  changed: () => new AbortController().signal,
  stop: async () => {},
}
const server = await useTestServer(await useTestDatabase(), { replicas })

const rules = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^[A-Z]\w+$/),
          expr: z.string(),
          for: z.string().regex(/^\d+[smh]$/),
          labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.strictObject({ summary: z.string() }),
        }),
      ),
    }),
  ),
})

const datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') })

/** The fields of Grafana's dashboards (schema version 39) that ours uses. */
const dashboard = z.object({
  title: z.string(),
  uid: z.string().max(40),
  schemaVersion: z.literal(39),
  version: z.int(),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  templating: z.strictObject({
    list: z.array(
      z.looseObject({ name: z.string(), type: z.enum(['datasource', 'query']), query: z.string() }),
    ),
  }),
  panels: z.array(
    z.object({
      id: z.int().positive(),
      type: z.literal('timeseries'),
      title: z.string(),
      datasource,
      gridPos: z.strictObject({
        h: z.int().positive(),
        w: z.int().min(1).max(24),
        x: z.int().min(0).max(23),
        y: z.int().min(0),
      }),
      fieldConfig: z.strictObject({
        defaults: z.strictObject({ unit: z.string() }),
        overrides: z.array(z.never()),
      }),
      targets: z.array(
        z.strictObject({
          refId: z.string().regex(/^[A-Z]$/),
          datasource,
          expr: z.string(),
          legendFormat: z.string(),
        }),
      ),
    }),
  ),
})

/** The time series that the host has after a call. */
let series: { name: string; labels: Set<string> }[]

beforeAll(async () => {
  await server.callRest(callTo('worker.byId', 1), serviceToken)
  const { body } = await server.send('/metrics')
  series = String(body)
    .split('\n')
    .flatMap((line) => {
      const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? []
      return name ? [{ name, labels: new Set(labels.match(/\w+(?==")/g)) }] : []
    })
})

// Prometheus adds these to each series.
const prometheusLabels = ['instance', 'job']

/** The names in a PromQL expression that the host does not have: of metrics, or of the labels of a selector. */
function unknownNames(expression: string): string[] {
  const names = [...expression.matchAll(/\b((?:open_shifts|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)]
  expect(names.length + Number(expression.startsWith('up{'))).toBeGreaterThan(0)
  return names.flatMap(([, name = '', selector = '']) => {
    const found = series.filter((each) => each.name === name)
    if (found.length === 0) return [name]
    const known = new Set([...prometheusLabels, ...found.flatMap(({ labels }) => [...labels])])
    return [...selector.matchAll(/(\w+)\s*[=!]/g)].flatMap(([, label = '']) =>
      known.has(label) ? [] : [`${name}{${label}}`],
    )
  })
}

describe('the alerts', async () => {
  const text = await readFile(new URL('alerts.yaml', documents), 'utf8')
  const alerts = rules.parse(parse(text)).groups.flatMap((group) => group.rules)

  test('have names of their own', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
  })

  test.each(alerts)('$alert uses metrics that the host has', ({ expr }) => {
    expect(unknownNames(expr)).toEqual([])
  })
})

describe('the dashboard', async () => {
  const text = await readFile(new URL('dashboard.json', documents), 'utf8')
  const { panels, templating } = dashboard.parse(JSON.parse(text))

  test('has panels side by side', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
    )
    expect(new Set(cells).size).toBe(cells.length)
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24)
  })

  test.each([
    ...panels.map(({ title, targets }) => ({ title, expressions: targets.map(({ expr }) => expr) })),
    ...templating.list
      .filter(({ type }) => type === 'query')
      .map(({ name, query }) => ({ title: name, expressions: [query] })),
  ])('$title uses metrics that the host has', ({ expressions }) => {
    expect(expressions.flatMap(unknownNames)).toEqual([])
  })
})
