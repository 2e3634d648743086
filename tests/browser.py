"""Questions to a page in a browser, as JavaScript: contrast, what lies over what, where the focus is. Shared by tests."""

# Every text whose colour is too near to what is behind it (WCAG 2.2, 1.4.3): words, both colours, ratio. Behind a text lies the
# nearest ground of what it stands in; behind a label of a drawing, the last shape before it that holds its middle.
FAINT = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const known = new Map()
  const rgba = colour => {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1)
      known.set(colour, [...canvas.getImageData(0, 0, 1, 1).data])
    }
    return known.get(colour)
  }
  const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  const light = c => 0.2126 * linear(c[0] / 255) + 0.7152 * linear(c[1] / 255) + 0.0722 * linear(c[2] / 255)
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05) }
  const ground = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor
      if (rgba(colour)[3]) return colour
    }
    return 'white'
  }
  const behind = label => {
    const box = label.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2
    let colour = null
    for (const shape of label.ownerSVGElement.querySelectorAll('rect, path, circle')) {
      if (shape.compareDocumentPosition(label) & Node.DOCUMENT_POSITION_PRECEDING) break
      const own = shape.getBoundingClientRect(), fill = getComputedStyle(shape).fill
      if (fill != 'none' && own.left <= x && x <= own.right && own.top <= y && y <= own.bottom) colour = fill
    }
    return colour || ground(label.ownerSVGElement)
  }
  const faint = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement
    if (!node.data.trim() || !element.getClientRects().length) continue
    if (element.closest('.unseen, .description, .skip, style')) continue
    const style = getComputedStyle(element), drawn = element instanceof SVGElement
    const size = parseFloat(style.fontSize) * (drawn ? element.getScreenCTM().a : 1)
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700)
    // Where colours are forced, a browser lays Canvas behind words, and writes the words of drawings in CanvasText.
    const forced = matchMedia('(forced-colors: active)').matches && style.forcedColorAdjust != 'none'
    const ink = drawn ? (forced ? 'CanvasText' : style.fill) : style.color
    const colours = [ink, drawn ? behind(element) : forced ? 'Canvas' : ground(element)]
    const found = ratio(rgba(colours[0]), rgba(colours[1]))
    if (found < (large ? 3 : 4.5)) faint.push([node.data.trim().slice(0, 30), ...colours, Math.round(100 * found) / 100])
  }
  return faint
}"""

# Puts a word at the end of every text of the page, but for drawings, what scrolls, numerals, and short words that stay whole.
LENGTHEN = """word => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const left = element => element.closest('svg, .scroll, .skip, .unseen, .description, .chip, .keep, style')
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.data.trim() && !left(node.parentElement)) node.data += ' ' + word
  }
}"""

# Texts that lie over one another, and boxes that cut off their own (1.4.4, 1.4.12). The lines of a font are higher than its
# letters: of each box only the middle counts. What scrolls is left out: its block may hide it.
COLLIDING = """() => {
  const found = [], boxes = []
  const left = element => element.closest('svg, .scroll, .skip, .unseen, .description, style')
  for (const element of document.querySelectorAll('body *')) {
    if (left(element) || !element.getClientRects().length) continue
    const style = getComputedStyle(element), cut = [style.overflowX, style.overflowY].some(o => ['hidden', 'clip'].includes(o))
    if (cut && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1))
      found.push('cut off: ' + element.textContent.trim().slice(0, 30))
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.data.trim() || left(node.parentElement)) continue
    const range = document.createRange(), em = parseFloat(getComputedStyle(node.parentElement).fontSize)
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      const middle = (box.top + box.bottom) / 2
      if (box.width > 1) boxes.push({node, left: box.left, right: box.right, top: middle - em / 3, bottom: middle + em / 3})
    }
  }
  boxes.sort((a, b) => a.top - b.top)
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom - 1; j++) {
      const b = boxes[j]
      if (a.node !== b.node && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2)
        found.push(a.node.data.trim().slice(0, 30) + ' / ' + b.node.data.trim().slice(0, 30))
    }
  })
  return found
}"""

# What has the focus: its name, whether an outline is seen on it, how much of it is in sight and on top (2.4.11), and its place
# among all elements; null when the focus has left the page.
FOCUS = """() => {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const style = getComputedStyle(element), named = (element.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean)
  const name = named.map(id => document.getElementById(id).textContent).join(' ')
    || element.getAttribute('aria-label') || element.textContent.trim()
  const points = [[0.5, 0.5], [0.02, 0.5], [0.98, 0.5], [0.5, 0.02], [0.5, 0.98]]
  const seen = [...element.getClientRects()].some(box => points.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height)
    return top && (top === element || element.contains(top) || top.contains(element))
  }))
  const outline = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2
  return {name, seen, outline, at: [...document.querySelectorAll('*')].indexOf(element)}
}"""

# How often the Tab key must stop: what stands within closed details is not rendered.
STOPS = """() => [...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
  .filter(element => element.checkVisibility() && element.getClientRects().length).length"""

OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"

# 1.4.12, to the letter.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""

TWICE = "html { font-size: 225% !important }"  # letters alone twice as large: the page's own are 112.5 % of the reader's

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, svg, .skip'))
  .map(e => e.tagName + '.' + e.className).slice(0, 5)"""
