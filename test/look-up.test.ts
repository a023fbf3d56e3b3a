// Words from outside are no names of ours: what every object inherits is found in no table.
import {readFileSync} from 'node:fs'
import {join, relative, resolve} from 'node:path'
import ts from 'typescript'
import {describe, expect, it} from 'vitest'
import {choose, oneOf, yesNo} from '../src/bulk/fields.js'
import {lookUp} from '../src/look-up.js'
import {cli, emptyHome} from './support/cli.js'

const root = resolve(import.meta.dirname, '..')
const inherited = ['constructor', 'toString', 'hasOwnProperty', '__proto__', 'valueOf']

describe('a word that every object inherits', () => {
  it.each(inherited)('is in no table: %s', word => {
    expect(lookUp({yes: true}, word)).toBeUndefined()
    expect(choose(yesNo, word)).toBeUndefined()
    expect(oneOf(yesNo)(word, 'unfreeze')).toMatch(/is none of: yes, no/)
  })

  it.each([
    'customer list --profile constructor',
    'customer show constructor --profile sandbox',
    'customer list --profile sandbox --columns constructor',
    'customer list --profile sandbox --sort valueOf',
    'api constructor --profile sandbox',
    'explain constructor',
    'sandbox settings constructor=1',
    'sandbox settings __proto__=1',
  ])('is refused in words: partnerctl %s', async line => {
    emptyHome()
    const ran = await cli(line)
    expect(ran.stderr).not.toMatch(/unexpectedly|\bat .*\.js/)
    expect(ran.stdout).not.toContain('[Function')
    expect(ran.exit).not.toBe(0)
  })
})

/**
 * Rooms whose names in brackets are not from outside: those of our own columns, of the contract, or of a class that
 * was matched before. Every other room asks `lookUp`.
 */
const ownNames =
  /^(sandbox\/|bills\/(diff\/(diff|contents)|reconcile\/fields|export\/merge|rating\/sql-output|records\/(sources|layout)|formats\/xlsx)|cli\/output\/view|api\/(proof|sign|request|paging|contract\/(decode|generate|fields))|bulk\/(job|result)|profiles\/paths|cli\/topics\/profile\/secret-places|cli\/list-command|sso\/page|bills\/delivered\/pages|bills\/export\/files\/target)/

describe('the sources', () => {
  it('look up no text in an object as it is, nor ask with "in" whether it is there', () => {
    const path = join(root, 'tsconfig.json')
    const {config} = ts.readConfigFile(path, file => readFileSync(file, 'utf8'))
    const {options, fileNames} = ts.parseJsonConfigFileContent(config, ts.sys, root)
    const program = ts.createProgram(
      fileNames.filter(file => relative(root, file).startsWith('src')),
      options,
    )
    const checker = program.getTypeChecker()
    const wrong: string[] = []
    const isWritten = ({parent}: ts.Node, node: ts.Node) =>
      ts.isDeleteExpression(parent) ||
      (ts.isBinaryExpression(parent) &&
        parent.left === node &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment)
    const isTable = (node: ts.Expression) => {
      const type = checker.getNonNullableType(checker.getTypeAtLocation(node))
      return !checker.isArrayType(type) && !checker.isTupleType(type) && !(type.flags & ts.TypeFlags.StringLike)
    }
    const isText = (node: ts.Expression) =>
      Boolean(checker.getTypeAtLocation(node).flags & (ts.TypeFlags.String | ts.TypeFlags.Any))
    const visit = (node: ts.Node, file: string): void => {
      const {line} = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart())
      const place = () => wrong.push(`${file}:${line + 1} ${node.getText()}`)
      if (ts.isElementAccessExpression(node) && !ownNames.test(file)) {
        const isEnvironment = /^(process\.)?env$/.test(node.expression.getText())
        if (!isEnvironment && !isWritten(node, node) && isText(node.argumentExpression) && isTable(node.expression))
          place()
      }
      const isIn = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword
      if (isIn && !ts.isStringLiteral(node.left) && !ts.isPrivateIdentifier(node.left)) place()
      ts.forEachChild(node, child => visit(child, file))
    }
    for (const source of program.getSourceFiles()) {
      const file = relative(join(root, 'src'), source.fileName)
      if (!file.startsWith('..') && !/types\.ts$|look-up\.ts$/.test(file)) visit(source, file)
    }
    expect(wrong).toEqual([])
  }, 180_000)
})
