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
    'Every answer has `X-Sandbox: true`. The reason of a 400 is in `X-Sandbox-Validation`, that of a 401 or 403 in `X-Sandbox-Auth`; `X-Sandbox-Reason` says why whatever it is that was refused.',
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
    'No mail and no SMS is sent: the code comes back in `X-Sandbox-Verification-Code`, and `sandbox inbox` and the admin API have it with everything else that would have been sent.',
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
    'Off unless `--realistic` or the setting `rateLimit` says otherwise; then the documented number a second, mostly ten, for each address, operation and partner; `fixed-window` counts anew in each second.',
  ),
  differs(
    'Lists',
    'There is no replication lag: what was written can be read at once. Faults (`row-inserted`, `row-removed`) show what lag looks like to a reader.',
  ),
  choice(
    'Signature',
    'X-Sdk-Date may be 15 minutes off. X-Sdk-Date and X-Security-Token must be among the signed headers; Host need not be, for the SDKs for Go and PHP do not sign it. Where the official signers differ (an escaped slash or blank in the path, the order of repeated query keys, header values beyond ASCII) what each of them signs is accepted.',
  ),
  choice(
    'Numbers',
    'A decimal may come as a JSON number or as a JSON string (the SDK for Go writes "5000.5"), a code as an integer or as text, whichever of the two the contract has; counts, pages and other integers as numbers only. `X-Sandbox-Validation` of the answer says where the other form came.',
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
    'Those of yesterday are there from midnight, Beijing time. Cycles that lie more than three years before the running one are CBC.0100, later ones empty. Without `include_zero_record` zero amounts are left out.',
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
  choice(
    'Batches',
    'Renewal, unsubscription, coupons and quotas: 200 with a list of failures when some entries fail, 400 with the first reason when all do.',
  ),
  choice('Real-name: nobody has asked yet', 'The review result is null. Known: the page lists 0, 1 and 2 only.'),
  choice(
    'Real-name: rejected change to an enterprise',
    'The customer stays verified as an individual; the review result is 1. Known: not described.',
  ),
  choice(
    'Real-name: attempts',
    'Five a day, then CBC.99007191; three accounts for one certificate number, then CBC.99007189. Known: the codes are documented, the numbers are not (three is the limit of the console).',
  ),
  choice(
    'Real-name: pictures',
    'Only their number and file type are looked at. The certificate numbers SBX-REJECT and SBX- with a code (SBX-99007193) get that result. Known: there is no bucket behind the sandbox.',
  ),
  choice(
    'Face verification QR code',
    'Opening its address is the scan; it verifies the customer as an individual. Known: single use and ten minutes are documented.',
  ),
  choice(
    'Review and association',
    'A minute and two seconds on the sandbox clock; both can be set, also their outcome. Known: real reviews take days.',
  ),
  choice(
    'Prices',
    'The list prices of the catalogue in every region of a site; yuan prices are seven times the dollar prices where none is known. A year costs ten months. Known: recorded prices of one region; yearly prices of two products are ten times the monthly ones.',
  ),
  choice('Price of object storage', 'Per GB and hour. Known: the usage type is listed with the unit GB times hour.'),
  choice(
    'The partner’s bill',
    'Unrounded lines of all customers, summed and rounded once; tax on top; the amounts of the records are what the partner owes, unless the setting `settlement` gives discounts. Known: the rounding; the field’s text says both that tax is in the amount due and that it is not.',
  ),
  choice(
    'Unpaid orders',
    'Seven days, as documented, then they count as cancelled. Chosen: CBC.99003110 for whoever pays later.',
  ),
  choice(
    'Bill and usage files',
    'CSV in UTF-8 with English headings and commas; the published columns first, then those of the console’s export. Known: places, names, the first columns, 100,000 records a file, the 5th at noon.',
  ),
  differs(
    'Bucket',
    'Of the S3 protocol it has GET, HEAD, PUT and the list of keys, one address for all, and nothing is ever removed from it. Pictures that a request names need not be there.',
  ),
  choice('Unknown orders', 'CBC.30000010. Known: documented for payment only.'),
  choice('Coupons that do not fit an order', 'CBC.99003108. Known: that code is documented for discounts.'),
  choice(
    'Frozen accounts',
    'CBC.7281 with status 400 for payment, renewal, automatic renewal and unsubscription. Known: the code is listed with status 200 on an older page.',
  ),
  choice(
    'Budget and orders',
    'An order is paid when this month’s spend and the order are within the budget; else CBC.99005003. Known: the guide says that customers need enough budget, without a code.',
  ),
  choice(
    'After the expiry',
    'Fifteen days of grace (state 5), fifteen days frozen (state 4), then closed. Known: the real lengths depend on the customer’s level.',
  ),
  choice(
    'Automatic renewal',
    'Seven days before the expiry unless the customer chose another day; extra days up to a common expiry day cost a thirtieth of a month each. Known: the setting allows two to seven days.',
  ),
  choice(
    'Refunds',
    'Whole days that are left; what coupons paid is not given back; no handling fee. Known: the real rules depend on product and time.',
  ),
  choice(
    'Order type of the switch to pay-per-use',
    'Listed as 4 (unsubscription). Known: the list of orders does not have the value 10.',
  ),
  choice('Success of SetResourcesRenewConfig', 'An empty object. Known: the model has an error pair only.'),
  choice(
    'Balances on the China site',
    'What a partner allocated, less orders; what is used by the hour is settled by the partner. Known: the pages describe allocation and reclaim only.',
  ),
  choice(
    'Payment of partners',
    'A month is paid when the bill of the next one is final. Known: terms are in the contract of each partner.',
  ),
  choice(
    'Coupon quotas',
    'One a quarter, good for a year; expired ones are in state 3. Known: form of the ids and the states’ causes are not documented.',
  ),
  choice(
    'Resource packages',
    'Traffic for one resource, anew every day; they have no order. Known: reset cycles are documented; what the bills show as free usage is by day.',
  ),
  choice(
    'Cost analysis',
    'Dimension values are codes; resources as service:type:id:name. NET_AMOUNT leaves out what coupons paid. Amortised: even parts for each day; refunds stay on their day. Known: the form of resources was seen; the rest is not described.',
  ),
  choice(
    'Invoices',
    'One a month, two days after the final bill; issued after three days. None for resale customers. Known: the answer’s fields are documented, the timing is not.',
  ),
  choice(
    'Transactions (fee-records)',
    'Whole hundredths; what is cut off one is carried to the next of the same product, so that they add up to the monthly sum. Known: the amount that is rounded off is a field; how it is made up for is not described.',
  ),
  choice(
    'New-customer tags',
    'New for twelve months; qualified when it is a verified enterprise with consumption. Known: the three values are documented.',
  ),
  choice('Provinces, cities, counties', 'Codes of GB/T 2260. Known: the real codes were not seen.'),
  differs(
    'Tickets',
    'Support engineers are invented and answer by themselves, one step for each `ticketDelay`. Words in a description steer them: `[sandbox: silent]`, `hostile`, `invalid`, `suspend`, `talk`.',
  ),
  choice(
    'Tickets',
    'Times that no page gives: download addresses are good for 10 minutes, messages can be withdrawn for 2, codes are good for 5; an urge is refused during half a step after the creation and for a whole one after the last.',
  ),
  choice(
    'Tickets',
    'Without the latest agreement signed OSM.01010002 is answered. Times of an authorization may be milliseconds or seconds.',
  ),
]
