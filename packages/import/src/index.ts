export { runImportCommand, type ImportCommandOptions } from './command.ts'
export {
  importDatabase,
  TargetNotEmptyError,
  type ImportOptions,
  type ImportResult,
  type TableResult,
} from './importDatabase.ts'
export { MappingError } from './mapping.ts'
export { RejectedRowsError } from './rejects.ts'
export { SourceError } from './source.ts'
