declare module 'vitest' {
  export interface ProvidedContext {
    /** The test server's own database, which nobody clones and so everybody may connect to. */
    testServerUrl: string
    /** The same by way of PgBouncer, when the run is behind one. */
    pgBouncerUrl?: string
    /** For files that tests write. It is removed after the last of them. */
    testFolder: string
  }
}

/** The migrated database that every test database is a copy of. */
export const templateDatabase = 'shifts_template'
