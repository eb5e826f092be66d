/** As much of a syntax tree (ESTree) as the build reads. */
export interface Syntax {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly name?: string
  readonly key?: Syntax
  readonly object?: Syntax
  readonly property?: Syntax
  readonly properties?: readonly Syntax[]
}

export interface Call extends Syntax {
  readonly callee: Syntax
  readonly arguments: readonly Syntax[]
}

/** Every call in a syntax tree. */
export function callsIn(tree: unknown): readonly Call[] {
  const calls: Call[] = []
  const open: unknown[] = [tree]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    if ('type' in node && node.type === 'CallExpression') calls.push(node as Call)
    open.push(...Object.values(node))
  }
  return calls
}

/** The `c` of a call `a.b.c()`, and where that stands which it is called on. */
export function memberName({ callee }: Call): { readonly text: string; readonly objectEnd: number } | null {
  const { type, object, property } = callee
  if (type !== 'MemberExpression' || object === undefined || property?.name === undefined) return null
  return { text: property.name, objectEnd: object.end }
}
