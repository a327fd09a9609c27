import { defineConfig } from 'vitest/config'

// A zone an odd 5:45 from UTC shows at once what depends on the machine's own.
const env = { TZ: 'Asia/Kathmandu' }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['{apps,packages}/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          env,
          include: ['{apps,packages}/*/test/**/*.test.ts'],
          globalSetup: 'packages/db/src/testing/globalSetup.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
