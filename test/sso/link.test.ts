import {describe, expect, test} from 'vitest'
import {checkTarget, consoleNames, consoleUrl, loginLink} from '../../src/sso/link.js'
import {defaultOf, isConfirmed, parseSettings, SsoSettings, settingNames, settingTable} from '../../src/sso/settings.js'

const intl = new SsoSettings('intl')

test('the published example comes out, but for the case of its escapes', () => {
  const link = loginLink(intl, {
    platform: 'ZXT',
    firstLogin: false,
    target: 'https://console-intl.huaweicloud.com/iam/',
  })
  expect(link.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())).toBe(
    'https://auth-intl.huaweicloud.com/authui/saml/login?xAccountType=ZXT&isFirstLogin=false&service=https%3a%2f%2fconsole-intl.huaweicloud.com%2fiam%2f',
  )
})

test('what stands in a target cannot become another parameter', () => {
  const target = 'https://console-intl.huaweicloud.com/ecm/?region=a&isFirstLogin=true#/x?y=z&xAccountType=EVIL'
  const url = new URL(loginLink(intl, {platform: 'A&B', firstLogin: false, target}))
  expect([...url.searchParams]).toEqual([
    ['xAccountType', 'A&B'],
    ['isFirstLogin', 'false'],
    ['service', target],
  ])
  expect(url.hash).toBe('')
})

describe('a target', () => {
  const refused = [
    'https://evil.example.com/',
    'https://console-intl.huaweicloud.com.evil.example/',
    'https://evil.example/console-intl.huaweicloud.com/',
    'https://console-intl.huaweicloud.com@evil.example/',
    'https://user:password@console-intl.huaweicloud.com/',
    'https://console-intl.huaweicloud.com:8443/',
    'https://console.huaweicloud.com/iam/',
    'http://console-intl.huaweicloud.com/iam/',
    'http://127.0.0.1:8480/console',
    'javascript:alert(1)//console-intl.huaweicloud.com',
    'console-intl.huaweicloud.com',
    '//console-intl.huaweicloud.com/',
  ]
  test.each(refused)('is refused: %s', target => {
    expect(() => checkTarget(intl, target)).toThrow()
  })

  test('may be any other when that is said, but never hides its host behind a name', () => {
    expect(checkTarget(intl, 'https://shop.example.com/', true)).toBe('https://shop.example.com/')
    expect(() => checkTarget(intl, 'https://console-intl.huaweicloud.com@evil.example/', true)).toThrow('hides')
  })

  test('follows the site, and hosts that are set', () => {
    expect(checkTarget(new SsoSettings('eu'), 'https://console.eu.huaweicloud.com/iam/')).toBeTruthy()
    const own = intl.with({console_hosts: 'a.example, b.example'})
    expect(checkTarget(own, 'https://b.example/x')).toBeTruthy()
    expect(() => checkTarget(own, 'https://console-intl.huaweicloud.com/')).toThrow('is not a console of this site')
  })
})

describe('shortcuts', () => {
  test('lead to consoles that a link may lead to, on every site, with and without a region', () => {
    for (const site of ['intl', 'eu', 'cn'] as const) {
      const settings = new SsoSettings(site)
      for (const name of consoleNames) {
        for (const region of [undefined, 'ap-southeast-3']) {
          const url = consoleUrl(settings, name, region)
          expect(url).not.toMatch(/[{}]/)
          expect(checkTarget(settings, url)).toBe(url)
        }
      }
    }
    expect(consoleUrl(intl, 'ecs', 'ap-southeast-3')).toBe(
      'https://console-intl.huaweicloud.com/ecm/?region=ap-southeast-3#/ecs/manager/vmList',
    )
    expect(consoleUrl(intl, 'ecs', undefined)).toBe('https://console-intl.huaweicloud.com/ecm/#/ecs/manager/vmList')
  })

  test('can be corrected and added; unknown ones list what there is', () => {
    const own = intl.with(parseSettings(['console.ecs=/new/{region}', 'console.dws=/dws/']))
    expect(consoleUrl(own, 'ecs', 'cn-north-4')).toBe('https://console-intl.huaweicloud.com/new/cn-north-4')
    expect(consoleUrl(own, 'dws', undefined)).toBe('https://console-intl.huaweicloud.com/dws/')
    expect(() => consoleUrl(intl, 'nonsense', undefined)).toThrow('there is no shortcut "nonsense"')
    expect(() => consoleUrl(intl, 'ecs', 'x&service=evil')).toThrow('is not a region')
  })
})

describe('settings', () => {
  test('refuse names and values that are none', () => {
    for (const bad of ['nonsense', 'nonsense=1', 'bind_signature=both', 'valid_seconds=soon', 'console.x=evil', '=x']) {
      expect(() => parseSettings([bad]), bad).toThrow()
    }
    expect(parseSettings(['attribute_email='])).toEqual({attribute_email: ''})
  })

  test('say of every value whether a page confirms it, and where it comes from', () => {
    expect(settingNames.filter(name => isConfirmed(name, 'cn'))).toEqual([
      'login_url',
      'sp_metadata',
      'sp_entity_id',
      'acs_url',
    ])
    expect(settingNames.filter(name => isConfirmed(name, 'intl'))).toEqual(['login_url'])
    for (const name of settingNames) {
      expect(settingTable[name].source).not.toBe('')
      expect(() => parseSettings([`${name}=${defaultOf(name, 'eu')}`]), name).not.toThrow()
    }
  })
})
