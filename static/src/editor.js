// The editor of formatted text (textarea[data-editor]), built from tiptap. Loaded only on pages that have one. The
// textarea stays the field of the form: whatever changes in the editor is written into it at once.
import { Editor } from "@tiptap/core";
import Image from "@tiptap/extension-image";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import StarterKit from "@tiptap/starter-kit";
import { askLink, askPicture, linkAddress } from "./editor/dialogs.js";
import { cleaned } from "./editor/paste.js";
import { toolbar } from "./editor/toolbar.js";

// tiptap writes widths into style attributes, which the page's policy forbids.
const PlainTable = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] });
const cell = (base, tag) =>
  base.extend({
    renderHTML: ({ node }) => {
      const { colspan, rowspan } = node.attrs;
      return [tag, { ...(colspan > 1 && { colspan }), ...(rowspan > 1 && { rowspan }) }, 0];
    },
  });
const Picture = Image.extend({
  addAttributes() {
    const attribute = (name) => ({ default: null, parseHTML: (element) => element.getAttribute(name) });
    return { src: attribute("src"), alt: attribute("alt"), width: attribute("width"), height: attribute("height") };
  },
});

const KIT = StarterKit.configure({
  heading: { levels: [2, 3, 4] },
  code: false,
  codeBlock: false,
  strike: false,
  link: {
    openOnClick: false,
    autolink: false,
    linkOnPaste: true,
    HTMLAttributes: { target: null, rel: null },
    isAllowedUri: (address) => Boolean(linkAddress(address || "")),
  },
});

const ACTS = {
  paragraph: (chain) => chain.setParagraph(),
  h2: (chain) => chain.toggleHeading({ level: 2 }),
  h3: (chain) => chain.toggleHeading({ level: 3 }),
  h4: (chain) => chain.toggleHeading({ level: 4 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  underline: (chain) => chain.toggleUnderline(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  deleteTable: (chain) => chain.deleteTable(),
  clear: (chain) => chain.unsetAllMarks().clearNodes(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const HEADINGS = { h2: 2, h3: 3, h4: 4 };
const MARKED = ["bold", "italic", "underline", "bulletList", "orderedList", "blockquote", "link"];

function isActive(editor, act) {
  if (act in HEADINGS) return editor.isActive("heading", { level: HEADINGS[act] });
  if (act === "paragraph") return editor.isActive("paragraph");
  return MARKED.includes(act) ? editor.isActive(act) : undefined;
}

function picturesIn(transfer) {
  return [...(transfer?.files || [])].filter((file) => file.type.startsWith("image/"));
}

function start(field) {
  const frame = field.closest("[data-editor-frame]");
  const bar = frame.querySelector("[role=toolbar]");
  const state = frame.querySelector("[data-editor-state]");
  const dialog = (name) => frame.querySelector(`[data-dialog=${name}]`);
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (!label.id) label.id = `${field.id}-nhan`;
  const area = document.createElement("div");
  area.className = "editor-area";
  field.before(area);

  const tell = (text) => {
    state.hidden = false;
    state.textContent = text;
  };
  const insert = (picture) => {
    editor.chain().focus().setImage({ src: picture.src, alt: picture.alt, width: picture.width, height: picture.height }).run();
    tell("Đã chèn ảnh.");
  };
  const picture = (given) => askPicture(dialog("image"), frame.dataset.upload, given, insert);
  const take = (transfer) => {
    const [first, ...more] = picturesIn(transfer);
    const hasText = [...(transfer?.types || [])].includes("text/html");
    if (!first || !frame.dataset.upload || hasText) return false;
    picture(first);
    if (more.length) tell("Mỗi lần chèn một ảnh. Các ảnh còn lại chưa được tải lên.");
    return true;
  };

  const described = [field.getAttribute("aria-describedby"), state.id].filter(Boolean).join(" ");
  const editor = new Editor({
    element: area,
    injectCSS: false,
    extensions: [KIT, Picture.configure({ inline: false }), PlainTable.configure({ resizable: false }), TableRow,
      cell(TableHeader, "th"), cell(TableCell, "td")],
    content: field.value,
    editorProps: {
      attributes: {
        id: `${field.id}-vung`,
        class: "editor-text prose form-control",
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": label.id,
        ...(described && { "aria-describedby": described }),
        ...(field.getAttribute("aria-invalid") && { "aria-invalid": "true" }),
      },
      transformPastedHTML: (html) => cleaned(html, tell),
      handlePaste: (view, event) => take(event.clipboardData),
      handleDrop: (view, event) => take(event.dataTransfer),
    },
    onUpdate: () => {
      field.value = editor.isEmpty ? "" : editor.getHTML();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });

  const run = (act) => {
    if (act === "link") {
      const address = editor.getAttributes("link").href || "";
      if (!address && editor.state.selection.empty) return tell("Chọn chữ sẽ thành liên kết trước, rồi bấm “Liên kết”.");
      return askLink(dialog("link"), address, (to) => {
        const chain = editor.chain().focus().extendMarkRange("link");
        (to ? chain.setLink({ href: to }) : chain.unsetLink()).run();
      });
    }
    if (act === "image") return picture(null);
    return ACTS[act](editor.chain().focus()).run();
  };
  const show = toolbar(bar, run);
  const refresh = () => {
    const inTable = editor.isActive("table");
    bar.querySelector("[data-table-tools]").hidden = !inTable;
    show((act) => ({
      pressed: isActive(editor, act),
      possible: !["undo", "redo"].includes(act) || (act === "undo" ? editor.can().undo() : editor.can().redo()),
    }));
  };
  // A picture at the very beginning would be selected, and the first letter typed would replace it.
  editor.commands.setTextSelection(editor.state.doc.content.size);
  editor.on("transaction", refresh);
  refresh();
  area.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      run("link");
    }
  });

  // The label leads here; an error's link does too; a form that is reset or restored shows what its field holds.
  label.addEventListener("click", (event) => {
    event.preventDefault();
    editor.commands.focus();
  });
  field.addEventListener("focus", () => editor.commands.focus());
  field.form?.addEventListener("reset", () => setTimeout(() => editor.commands.setContent(field.value, { emitUpdate: false })));
  bar.hidden = false;
  field.classList.add("visually-hidden");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
}

document.querySelectorAll("textarea[data-editor]").forEach(start);
