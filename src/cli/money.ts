// Amounts as operators type them.
export {parseAmount} from '../amount.js'
