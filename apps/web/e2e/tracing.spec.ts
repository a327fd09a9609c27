import { makeWorker } from '@shifts/testing/factories'
import { startCollector, type Span } from './collector.ts'
import { expect, test, tokenFor } from './test.ts'

test('reports spans for a request, its procedure and its SQL in the caller’s trace', async ({
  app,
  playwright,
}) => {
  const collector = await startCollector()
  const web = await app.startOtherWeb(collector.env)
  const request = await playwright.request.newContext({ baseURL: web.url })
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
    const ancestorsOf = (name: string) => {
      const span = spans().find((span) => span.name.startsWith(name))
      return span && parentIds(span, spans())
    }
    await expect.poll(() => ancestorsOf('pg.query:')).toContain(caller)
    await expect.poll(() => ancestorsOf('worker.byId')).toContain(caller)
    const procedure = spans().find(({ name }) => name === 'worker.byId')
    expect(ancestorsOf('pg.query:')).toContain(procedure?.spanId)
  } finally {
    await request.dispose()
    await web.close()
    collector.close()
  }
})

/** The ids of the span's parent, of that span's parent, and so on, as far as they were reported. */
function parentIds({ parentSpanId }: Span, spans: Span[]): string[] {
  if (!parentSpanId) return []
  const parent = spans.find(({ spanId }) => spanId === parentSpanId)
  return parent ? [parentSpanId, ...parentIds(parent, spans)] : [parentSpanId]
}
