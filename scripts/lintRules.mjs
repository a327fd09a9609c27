/**
 * The project's lint rules.
 *
 * text-in-its-own-element: a browser that translates a page moves each text into a new element, where React does not find
 * it: React can neither change nor remove such a text, nor insert anything before it. A text that is the only content of an
 * element is safe, because React then sets the element's content.
 */

/** Names of properties that hold elements, not text. */
const elementNames = new Set(['children', 'facts'])

const isBlank = (child) =>
  (child.type === 'JSXText' && child.value.includes('\n') && child.value.trim() === '') ||
  (child.type === 'JSXExpressionContainer' && child.expression.type === 'JSXEmptyExpression')

const nameOf = (node) => (node.type === 'MemberExpression' ? node.property.name : node.name)

/** Whether an expression can only be an element or nothing. */
function isElement(node) {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return true
    case 'Literal':
      return node.value === null
    case 'LogicalExpression':
      return isElement(node.right)
    case 'ConditionalExpression':
      return isElement(node.consequent) && isElement(node.alternate)
    case 'CallExpression':
      return nameOf(node.callee) === 'map'
    case 'Identifier':
    case 'MemberExpression':
      return nameOf(node) === 'undefined' || elementNames.has(nameOf(node))
    case 'ParenthesizedExpression':
      return isElement(node.expression)
    default:
      return false
  }
}

const isText = (child) =>
  child.type === 'JSXText' || (child.type === 'JSXExpressionContainer' && !isElement(child.expression))

const textInItsOwnElement = {
  create(context) {
    const check = (node) => {
      const children = node.children.filter((child) => !isBlank(child))
      if (children.length === 1 && node.type === 'JSXElement') return
      for (const child of children.filter(isText))
        context.report({
          node: child,
          message:
            'Put this text into a separate element: next to other content it breaks in a translated page.',
        })
    }
    return { JSXElement: check, JSXFragment: check }
  },
}

export default { meta: { name: 'shifts' }, rules: { 'text-in-its-own-element': textInItsOwnElement } }
