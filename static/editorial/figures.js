// Figures for the editor of bodies: pictures by digest and alternative text, never by address, and one caption.
import { Node } from "django-prose-editor/editor"

export const Picture = Node.create({
  name: "picture",
  draggable: false,

  addAttributes() {
    return {
      digest: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-digest"),
        renderHTML: ({ digest }) => ({ "data-digest": digest }),
      },
      alt: { default: null },
    }
  },

  parseHTML() {
    return [{ tag: "img[data-digest]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["img", HTMLAttributes]
  },
})

export const FigureCaption = Node.create({
  name: "figureCaption",
  content: "inline*",

  parseHTML() {
    return [{ tag: "figcaption" }]
  },

  renderHTML() {
    return ["figcaption", 0]
  },
})

export const PictureFigure = Node.create({
  name: "pictureFigure",
  group: "block",
  content: "picture+ figureCaption?",
  isolating: true,

  parseHTML() {
    return [{ tag: "figure" }]
  },

  renderHTML() {
    return ["figure", 0]
  },
})
