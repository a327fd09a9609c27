// Stops with a clear message if the tools cannot work in a folder with this name.
const path = require('node:path')

const root = path.dirname(__dirname)

// tsx treats "?" as the start of a query, and Node refuses to load ES modules from a path with "\".
const unusable = ['?', '\\'].filter((character) => character !== path.sep && root.includes(character))
if (unusable.length > 0) {
  console.error(
    `${root} cannot be used, for its path has ${unusable.join(' and ')} in it: rename it or move it elsewhere.`,
  )
  process.exit(1)
}
