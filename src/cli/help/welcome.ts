// What the bare program says.

export const welcome = () => `Operate your Huawei Cloud partner business: customers, budgets, bills, tickets.

Start here
  partnerctl bill export --cycle last-month --profile sandbox    try it now, offline
  partnerctl profile add                                         connect your partner account

Then
  partnerctl customer list --profile sandbox                     the customers, offline
  partnerctl help                                                all topics and commands
  partnerctl help bill export                                    one command
`
