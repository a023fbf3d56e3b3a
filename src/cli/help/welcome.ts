// What the bare program says.

export const welcome = () => `Operate your Huawei Cloud partner business: customers, budgets, bills, tickets.

Start here
  partnerctl bill export --cycle last-month -p sandbox    try it now, offline
  partnerctl profile add                                  connect your account

Then
  partnerctl customer list -p sandbox                     the customers, offline
  partnerctl today -p sandbox                             what waits for you
  partnerctl help                                         all topics
  partnerctl help bill export                             one command
`
