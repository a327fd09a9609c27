export { runSeedCommand, type SeedCommandOptions } from './command.ts'
export { DatabaseNotEmptyError, isEmpty } from './isEmpty.ts'
export { type Preset, type PresetName, presetNames } from './presets.ts'
export { seed, type SeedOptions, type SeedResult } from './seed.ts'
