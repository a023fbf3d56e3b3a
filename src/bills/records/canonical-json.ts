// JSON in one canonical form: no white space, no escapes that are not needed, numbers with their own digits.
import {parseJson, stringifyJson} from '../../api/json.js'

export const canonicalJson = (text: string): string => stringifyJson(parseJson(text))
