// From a method and a path to the operation of the contract.
import {type Operation, operationTable, type Site} from '../../api/contract/contract.js'
import type {OperationId} from '../call.js'

export interface Route {
  id: OperationId
  operation: Operation
  path: Record<string, string>
}

interface Node {
  fixed: Map<string, Node>
  parameter?: Node
  operations: Map<string, {id: OperationId; operation: Operation; names: string[]}>
}

const newNode = (): Node => ({fixed: new Map(), operations: new Map()})

/** Finds the operation for a request; written segments win over parameters. Operations of other sites do not exist. */
export class Router {
  readonly #root = newNode()

  constructor(site: Site) {
    for (const [id, operation] of Object.entries(operationTable().operations)) {
      if (!operation.sites.includes(site)) continue
      const names: string[] = []
      let node = this.#root
      for (const segment of operation.path.split('/').slice(1)) {
        if (segment.startsWith('{')) {
          names.push(segment.slice(1, -1))
          node.parameter ??= newNode()
          node = node.parameter
        } else {
          let next = node.fixed.get(segment)
          if (!next) {
            next = newNode()
            node.fixed.set(segment, next)
          }
          node = next
        }
      }
      node.operations.set(operation.method, {id: id as OperationId, operation, names})
    }
  }

  /** Undefined when no operation has this path and method. `path` is still escaped; bad escapes find nothing. */
  find(method: string, path: string): Route | undefined {
    let segments: string[]
    try {
      segments = path.split('/').slice(1).map(decodeURIComponent)
    } catch {
      return undefined
    }
    const match = search(this.#root, segments, 0, [], method)
    if (!match) return undefined
    const {id, operation, names} = match.found
    return {id, operation, path: Object.fromEntries(names.map((name, i) => [name, match.values[i]!]))}
  }
}

type Found = {found: {id: OperationId; operation: Operation; names: string[]}; values: string[]}

function search(node: Node, segments: string[], at: number, values: string[], method: string): Found | undefined {
  if (at === segments.length) {
    const found = node.operations.get(method)
    return found && {found, values}
  }
  const segment = segments[at]!
  const next = node.fixed.get(segment)
  const direct = next && search(next, segments, at + 1, values, method)
  if (direct) return direct
  return node.parameter && segment !== ''
    ? search(node.parameter, segments, at + 1, [...values, segment], method)
    : undefined
}
