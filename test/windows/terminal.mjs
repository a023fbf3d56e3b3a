// Loaded before the program, it has a terminal: somebody can be asked.
for (const stream of [process.stdin, process.stderr]) Object.defineProperty(stream, 'isTTY', {value: true})
process.stdin.setRawMode = () => process.stdin
