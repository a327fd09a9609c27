/**
 * How often unlocks and what they unlock are loaded again: no event tells of shifts that are posted or taken where the worker may not
 * work.
 */
export const unlocksAgeMs = 60_000
