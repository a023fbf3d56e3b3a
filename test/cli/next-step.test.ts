import {afterEach, describe, expect, it} from 'vitest'
import {similarCommands} from '../../src/cli/help/similar-commands.js'
import {knowCommands, nextStep, typedProfile} from '../../src/cli/next-step.js'

const ids = [
  'bill:export',
  'bill:report',
  'budget:show',
  'budget:set',
  'customer:list',
  'ticket:authorize:show',
  'explain',
]

afterEach(() => {
  delete process.env.PARTNERCTL_PROFILE
})

describe('the next command', () => {
  it('names the profile that was typed, right behind the words of the command', () => {
    knowCommands(ids)
    typedProfile('sandbox')
    expect(nextStep('partnerctl budget show andes')).toBe('partnerctl budget show -p sandbox andes')
    expect(nextStep('Next: partnerctl bill export')).toBe('Next: partnerctl bill export -p sandbox')
    expect(nextStep('Find out first: partnerctl ticket authorize show 1    takes it back')).toBe(
      'Find out first: partnerctl ticket authorize show -p sandbox 1    takes it back',
    )
  })

  it('is left alone where no profile was typed, where one stands already, and where none matters', () => {
    knowCommands(ids)
    process.env.PARTNERCTL_PROFILE = 'sandbox'
    typedProfile('sandbox')
    expect(nextStep('partnerctl budget show andes')).toBe('partnerctl budget show andes')
    typedProfile('north')
    for (const line of ['partnerctl explain CBC.0151', 'partnerctl budget show --profile x', 'Wait a while']) {
      expect(nextStep(line)).toBe(line)
    }
  })
})

describe('an unknown command', () => {
  it.each([
    ['custmer list', ['customer list']],
    ['customer lst', ['customer list']],
    ['bill xport', ['bill export']],
    ['budgte', ['budget']],
    ['bud show 12', ['budget show']],
    ['ticket authorise shwo 1', ['ticket authorize show']],
    ['weather today', []],
  ])('%s may mean %j', (typed, meant) => {
    knowCommands(ids)
    expect(similarCommands(typed)).toEqual(meant)
  })
})
