// A bill file to Parquet with DuckDB, amounts exact. Usage: duckdb.js FILE OUT
import {DuckDBInstance} from '@duckdb/node-api'

const [file, out] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create()).connect()
const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_csv('${file}', all_varchar = true)`))
  .getRows()
  .map(([name]) => name)
const money = /Price|Discount|Amount|Coupons|^Usage$/
const cells = columns.map(name => (money.test(name) ? `CAST("${name}" AS DECIMAL(38, 8)) AS "${name}"` : `"${name}"`))
await connection.run(
  `COPY (SELECT ${cells} FROM read_csv('${file}', all_varchar = true)) TO '${out}' (FORMAT parquet, COMPRESSION snappy)`,
)
process.exit()
