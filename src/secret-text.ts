// Texts that tell what nobody but its owner may read.

const SECRET =
  /(pass\s?word|passwd|passphrase|secret(?: ?key)?|pwd|密码|口令)\s*(?:is|=|:|：|为|是)\s*\S{3,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/i

/** Whether a text looks as if it told a password or a key. */
export const tellsSecret = (text: string): boolean => SECRET.test(text)
