import type { NextConfig } from 'next'

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `pnpm check` checks the types.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    resolveAlias: Object.fromEntries(
      ['Instant', 'PlainDateTime', 'ZonedDateTime'].map((name) => [
        `temporal-polyfill/fns/${name}`,
        // FullCalendar would bring the polyfill to browsers that have Temporal.
        { browser: `./src/shared/time/forFullCalendar/${name}.ts` },
      ]),
    ),
  },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'x-frame-options', value: 'DENY' },
        { key: 'referrer-policy', value: 'same-origin' },
      ],
    },
  ],
}

// For the image: a server together with the modules that it needs. `next start` does not use it.
if (process.env.STANDALONE === 'true') config.output = 'standalone'

export default config
