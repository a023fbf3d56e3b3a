// Where the sandbox had to choose because the documentation is silent, and where it differs from the real platform on
// purpose. `npm run docs` makes docs/sandbox-differences.md of it. Whoever adds a topic adds its choices here.

/** A choice (nobody knows) or a difference (known, and meant). */
export interface Difference {
  about: string
  kind: 'choice' | 'difference'
  text: string
}

const choice = (about: string, text: string): Difference => ({about, kind: 'choice', text})
const differs = (about: string, text: string): Difference => ({about, kind: 'difference', text})

export const differences: Difference[] = [
  differs(
    'Hosts',
    'BSS, OSM and IAM answer on one address; their paths do not overlap. `info.endpoints` still names them apart.',
  ),
  differs(
    'Marks',
    'Every answer has `X-Sandbox: true`. The reason of a 400 is in `X-Sandbox-Validation`, that of a 401 or 403 in `X-Sandbox-Auth`.',
  ),
  differs(
    'Keys',
    'Access keys begin with SBXP (partners), SBXC (customers) or HSTA (temporary). Every customer has keys of its own; the admin API tells them.',
  ),
  differs(
    'Tokens',
    'A token is short and can be read by every process of the same world. Its form says nothing about a real one.',
  ),
  differs(
    'Verification codes',
    'No mail and no SMS is sent: the code comes back in `X-Sandbox-Verification-Code` and in the admin API.',
  ),
  differs(
    'Strictness',
    'Unknown members, repeated keys and query parameters that the contract does not have are refused; the real platform ignores some of them. `--loose` lets unknown members pass.',
  ),
  differs(
    'Clock',
    'Signatures may be of the machine’s time or of the sandbox’s; everything else happens on the sandbox’s clock.',
  ),
  differs(
    'Rate limits',
    'Off unless `--realistic` or the setting `rateLimit` says otherwise; then ten requests a second for each address, operation and partner.',
  ),
  differs(
    'Lists',
    'There is no replication lag: what was written can be read at once. Faults (`row-inserted`, `row-removed`) show what lag looks like to a reader.',
  ),
  choice(
    'Signature',
    'X-Sdk-Date may be 15 minutes off. Host, X-Sdk-Date and X-Security-Token must be among the signed headers.',
  ),
  choice(
    'Access',
    'The wrong kind of credentials, or an operator without the permission item, is 403 CBC.0151. An X-Domain-Id of another account as well.',
  ),
  choice(
    'Gateway',
    'A wrong method is answered like a wrong path: 404 APIGW.0101. Operations of another site do not exist.',
  ),
  choice(
    'Agency',
    'The agency at a customer is named after the platform that created it. A distributor may use it for the customers of its resellers.',
  ),
  choice(
    'IAM',
    'Refusals have the Keystone form. An agency that cannot be taken is 404 for a token and 403 for a temporary key.',
  ),
  choice('Status', 'Success is what the contract says; 200 where the reference shows none.'),
  choice('Null', 'Members without a value are null where the reference shows a null or says nothing.'),
  choice('Currency', 'USD on intl and eu: the European pages still say USD. CNY on cn.'),
  choice(
    'Customer list',
    'Without `indirect_partner_id` a distributor sees its own customers, not those of its resellers.',
  ),
  choice(
    'Association',
    'Takes two seconds (setting `associationDelay`). With `include_association_result` the answer waits for it without taking that time, or is CBC.99000050 when it would take longer than `associationTimeout`.',
  ),
  choice('Names', 'Login names are unique over all partners; five accounts may share a mobile number.'),
  choice(
    'Freezing',
    'Another type than that of an existing freeze is refused with CBC.0101 in `error_details`; freezing twice with the same type does nothing.',
  ),
  choice(
    'Budgets',
    'An automatic freeze comes with the day’s consumption; an unfreeze holds until the next day. Raising the budget does not lift it.',
  ),
  choice(
    'Bill of the partner',
    'There from noon of the 5th, Beijing time; before, the answer has the cycle and the currency only. `consume_amount` includes tax; `tax_amount` repeats it with eight decimals. `initial_amount_due` is consume_amount + refunds + adjustments, all customers of resellers included.',
  ),
  choice(
    'Records',
    'Those of yesterday are there from midnight, Beijing time. Cycles older than 18 months are CBC.0100, later ones empty. Without `include_zero_record` zero amounts are left out.',
  ),
  choice('Records', 'Tax is a record of its own for each resource type, on the last day, once the month is over.'),
  choice(
    'Records',
    'What coupons leave is `debt_amount` while the month runs, then `credit_amount` (intl, eu) or `cash_amount` (cn). Amounts are written with eight decimals (`0E-8` for nothing), those of orders with two.',
  ),
  choice(
    'Truncation',
    'Each line of the monthly sum is cut to whole hundredths towards zero; `truncated_amount` says what was cut.',
  ),
]
