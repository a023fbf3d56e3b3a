/**
 * A function of a text whose answers are kept, for columns in which few texts stand in many rows. What outgrows the
 * limit is begun anew, so that memory stays bounded whatever the records hold.
 */
export function remembered<T>(make: (text: string) => T, limit = 1000): (text: string) => T {
  const answers = new Map<string, T>()
  return text => {
    let answer = answers.get(text)
    if (answer === undefined && !answers.has(text)) {
      answer = make(text)
      if (answers.size >= limit) answers.clear()
      answers.set(text, answer)
    }
    return answer as T
  }
}
