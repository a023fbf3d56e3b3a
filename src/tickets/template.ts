// Templates of problem types: texts with questions, one a line, each ending with a colon and wanting an answer behind
// it.
import {usage} from '../failure.js'
import {plainText} from './rich-text.js'

const QUESTION = /^(.{1,200}?)\s*[:：]\s*$/
const fold = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ')

/** The questions of a template, without their colons. */
export function questionsOf(template: string): string[] {
  return plainText(template)
    .split('\n')
    .flatMap(line => QUESTION.exec(line.trim())?.[1] ?? [])
}

/**
 * The answers that a text gives, by question: what stands behind a question, up to the next one. Empty where there is
 * none.
 */
export function answersIn(questions: string[], text: string): Map<string, string> {
  const answers = new Map<string, string>()
  let current: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const folded = fold(line)
    // The longest first: "Start time" must not take the line of "Start time of the change".
    const question = [...questions]
      .sort((a, b) => b.length - a.length)
      .find(one => folded.startsWith(`${fold(one)}:`) || folded.startsWith(`${fold(one)}：`))
    if (question !== undefined) {
      current = question
      answers.set(question, line.slice(line.search(/[:：]/) + 1).trim())
    } else if (current !== undefined && line.trim() !== '') {
      answers.set(current, `${answers.get(current)}\n${line.trim()}`.trim())
    }
  }
  return answers
}

/** The questions that a description leaves open. */
export function openQuestions(template: string, description: string): string[] {
  const questions = questionsOf(template)
  const answers = answersIn(questions, description)
  return questions.filter(question => !answers.get(question))
}

/** The template with answers behind its questions. Questions are named by any beginning that only one has. */
export function fillTemplate(template: string, answers: Record<string, string>): string {
  const questions = questionsOf(template)
  const byQuestion = new Map<string, string>()
  for (const [name, answer] of Object.entries(answers)) {
    const exact = questions.filter(question => fold(question) === fold(name))
    const found = exact.length > 0 ? exact : questions.filter(question => fold(question).startsWith(fold(name)))
    if (found.length !== 1) {
      throw usage(
        `"${name}" ${found.length === 0 ? 'is no question of the template' : 'is the beginning of several questions'}`,
        ...listed(questions),
      )
    }
    byQuestion.set(found[0]!, answer.trim())
  }
  return plainText(template)
    .split('\n')
    .map(line => {
      const question = QUESTION.exec(line.trim())?.[1]
      const answer = question === undefined ? undefined : byQuestion.get(question)
      return answer === undefined ? line : `${line.trimEnd()} ${answer}`
    })
    .join('\n')
    .trim()
}

export const listed = (questions: string[]): string[] =>
  questions.length > 0 ? [`Questions: ${questions.join('; ')}`] : ['This problem type has no template']
