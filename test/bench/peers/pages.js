// Asks the bench's server for all pages, four at a time, and hands them on in order.

const [origin, customers, each] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]

export async function everyPage(get, take) {
  const urls = []
  for (let customer = 0; customer < customers; customer++)
    for (let offset = 0; offset < each; offset += 1000)
      urls.push(`${origin}/v2/bills/customer-bills/res-fee-records?cycle=2026-09&limit=1000&offset=${offset}`)
  const waiting = []
  for (const url of urls) {
    waiting.push(get(url))
    if (waiting.length === 4) await take(await waiting.shift())
  }
  for (const page of waiting) await take(await page)
}
