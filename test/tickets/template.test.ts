import {describe, expect, it} from 'vitest'
import {answersIn, fillTemplate, openQuestions, questionsOf} from '../../src/tickets/template.js'

const template = 'Please answer.\nInstance ID:\nStart time:\nStart time of the change：\nSymptom:\n'

describe('a template', () => {
  it('asks what stands before its colons, in any script and in rich text', () => {
    expect(questionsOf(template)).toEqual(['Instance ID', 'Start time', 'Start time of the change', 'Symptom'])
    expect(questionsOf('<p>资源ID：</p><p>故障现象：<br></p>')).toEqual(['资源ID', '故障现象'])
    expect(questionsOf('Tell us everything')).toEqual([])
  })

  it('finds the answers behind the questions, over several lines', () => {
    const text =
      'INSTANCE id:  i-1 \nStart time: 09:40: really\nStart time of the change: none\nSymptom:\nfirst\n\nsecond: yes'
    expect([...answersIn(questionsOf(template), text)]).toEqual([
      ['Instance ID', 'i-1'],
      ['Start time', '09:40: really'],
      ['Start time of the change', 'none'],
      ['Symptom', 'first\nsecond: yes'],
    ])
    expect(openQuestions(template, text)).toEqual([])
  })

  it('knows what is left open', () => {
    expect(openQuestions(template, template)).toEqual(questionsOf(template))
    expect(openQuestions(template, 'Instance ID: x\nSymptom:   ')).toEqual([
      'Start time',
      'Start time of the change',
      'Symptom',
    ])
    expect(openQuestions('no questions', 'anything')).toEqual([])
  })

  it('takes answers by the beginning of a question', () => {
    expect(fillTemplate(template, {inst: 'i-1', symptom: ' down ', 'start time': '1', 'Start time of': '2'})).toBe(
      'Please answer.\nInstance ID: i-1\nStart time: 1\nStart time of the change： 2\nSymptom: down',
    )
    expect(() => fillTemplate(template, {start: 'x'})).toThrow('beginning of several')
    expect(() => fillTemplate(template, {nothing: 'x'})).toThrow('is no question of the template')
  })
})
