// What engineers and invented customers write, in both languages. Engineers write rich text, as the console's editor
// makes it.

interface Facts {
  engineer: string
  ticket: string
  authorization: string
}

const phrases = {
  ask: {
    en: 'Hello, this is {engineer}. We are looking into {ticket}.<br>To go on we need:<ul><li>the exact time of the last occurrence, with time zone</li><li>the system log of that time (see <a href="https://support.huaweicloud.com/intl/en-us/ecs_faq/index.html">how to collect it</a>)</li></ul>Please add them here.',
    zh: '您好，我是{engineer}，正在处理工单{ticket}。<br>为继续排查，请提供：<ul><li>最近一次出现问题的准确时间（含时区）</li><li>该时段的系统日志（<a href="https://support.huaweicloud.com/ecs_faq/index.html">收集方法</a>）</li></ul>请在此回复。',
  },
  authorize: {
    en: '<p>Thank you. To look at the host itself we need your permission: please decide on authorization <b>{authorization}</b>.</p><p>Do <b>not</b> write a password in a message.</p>',
    zh: '<p>感谢您的反馈。为登录主机排查，需要您的授权，请处理授权<b>{authorization}</b>。</p><p>请<b>不要</b>在留言中填写密码。</p>',
  },
  talk: {
    en: 'We have checked another component of {ticket} and go on.',
    zh: '工单{ticket}：又检查了一个组件，继续排查中。',
  },
  'solved with access': {
    en: '<p>With your permission we found the cause: a full system disk stopped the service. We freed space and started it again.</p><p>Please confirm that it works, or tell us what is still wrong.</p>',
    zh: '<p>经授权登录排查，原因是系统盘写满导致服务停止。已清理空间并恢复服务。</p><p>请确认是否恢复，如仍有问题请继续留言。</p>',
  },
  solved: {
    en: '<p>We have checked what you asked about; this page explains it: <a href="https://support.huaweicloud.com/intl/en-us/">support.huaweicloud.com</a>.</p><p>Please confirm, or tell us what is still open.</p>',
    zh: '<p>您咨询的问题已核实，请参考：<a href="https://support.huaweicloud.com/">support.huaweicloud.com</a>。</p><p>请确认，如仍有疑问请继续留言。</p>',
  },
  invalid: {
    en: 'This ticket contains no question that we could work on. We are ending it as invalid.',
    zh: '该工单没有可处理的问题，现作无效处理。',
  },
  suspend: {
    en: 'The next step is a maintenance window. Until then the ticket is suspended.',
    zh: '需等待维护窗口，工单暂时挂起。',
  },
  remind: {
    en: 'We are still waiting for your answer. Without one the ticket will be closed.',
    zh: '我们仍在等待您的反馈，若无反馈工单将自动关闭。',
  },
  closed: {
    en: 'We have not heard from you and are closing the ticket. A new one can be related to it.',
    zh: '由于长时间未收到反馈，工单已自动关闭。如需继续，可新建工单并关联本工单。',
  },
  reply: {
    en: 'It happened again this morning at 07:40 GMT+0; nothing was changed before.',
    zh: '今天上午07:40（GMT+0）再次出现，之前没有变更。',
  },
} as const

/** A text of an engineer or an invented customer. */
export function say(what: keyof typeof phrases, language: 'en' | 'zh', facts: Facts): string {
  return phrases[what][language].replace(/\{(\w+)\}/g, (_, name: keyof Facts) => facts[name])
}

/** What a client must survive: escape sequences, bells, direction marks, markup that is none, endless words. */
const traps = [
  '\u001b[2J\u001b[1;31mred\u001b[0m \u001b]0;title\u0007 bell\u0007 back\b\b\bspace',
  '<script>alert(1)</script><img src=x onerror="alert(1)"><a href="javascript:alert(1)">press</a> &lt;b&gt; &#27;[31m &#x202e;',
  `\u202egnp.exe\u202c \u200f\u2067mixed\u2069 ${'w'.repeat(400)} \u009b31m`,
  '<a href="https://example.com/\u001b]8;;http://evil.example\u0007">https://bank.example</a>\r\n\r\nHTTP/1.1 200 OK\u0000<unclosed',
  '中文宽字符与 emoji 👩‍👩‍👧 ｆｕｌｌｗｉｄｔｈ, e\u0301, \ud83d half a pair, {{7*7}} $(reboot) `reboot`',
]
export const hostileText = (index: number): string => `<br>${traps[index % traps.length]}`

const names = [
  '../../../../etc/cron.d/evil.txt',
  '..\\..\\windows\\system32\\drivers.log',
  '/etc/passwd',
  'con.txt',
  '\u001b[31mred\u001b[0m\u0007.log',
  'invoice\u202ecod.txt',
  `${'long'.repeat(80)}.txt`,
  '.bashrc',
  'a\nb\u0000c.txt',
  '..',
  ' ',
  '-rf.txt',
]
export const hostileFile = (index: number): {name: string; content: string} => ({
  name: names[index % names.length]!,
  content: 'harmless content of a file with a harmful name\n',
})
