import { makeWorker } from '@shifts/testing/factories'
import { startApp } from './app.ts'
import { startCollector, type Span } from './collector.ts'
import { expect, test, tokenFor } from './test.ts'

test.use({ baseURL: undefined })

test('reports a request, its procedure and its SQL, as a part of the caller’s trace', async ({
  playwright,
}) => {
  const collector = await startCollector()
  const app = await startApp(collector.env)
  const request = await playwright.request.newContext({ baseURL: app.url })
  try {
    const { id: workerId } = await makeWorker(app.db)
    const [traceId, caller] = ['abcdef0123456789abcdef0123456789', '1111111111111111']
    await request.get('/api/trpc/worker.byId', {
      params: { input: JSON.stringify({ workerId }) },
      headers: {
        authorization: `Bearer ${await tokenFor(workerId)}`,
        traceparent: `00-${traceId}-${caller}-01`,
      },
    })
    const spans = () => collector.spans.filter((span) => span.traceId === traceId)
    const around = (name: string) => {
      const span = spans().find((span) => span.name.startsWith(name))
      return span && ancestors(span, spans())
    }
    await expect.poll(() => around('pg.query:')).toContain(caller)
    await expect.poll(() => around('worker.byId')).toContain(caller)
    const procedure = spans().find(({ name }) => name === 'worker.byId')
    expect(around('pg.query:')).toContain(procedure?.spanId)
  } finally {
    await request.dispose()
    await app.close()
    collector.close()
  }
})

/** The ids of the spans around this one, as far as they are known. */
function ancestors({ parentSpanId }: Span, spans: Span[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === parentSpanId)
  return [parentSpanId ?? [], parent ? ancestors(parent, spans) : []].flat()
}
