// What is pasted, before the editor reads it: Word's lists become lists, everything that only styles goes. The server
// cleans again (portal/content/html.py); this is so that the person sees at once what will be kept.

const LEVEL = /mso-list:\s*\S+\s+level(\d+)/i;
const NUMBERED = /^\s*(?:\(?[0-9]{1,3}|\(?[a-zđ]|[ivx]{1,5})[.)]/i;

// The page's policy forbids style attributes even in a document nobody sees, so they are renamed before parsing.
function withoutStyles(html) {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]]*\]>/g, "")
    .replace(/<(style|script|xml|head|title|meta|link)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<(meta|link)\b[^>]*>/gi, "")
    .replace(/(<[^>]*?\s)style(\s*=)/gi, "$1data-style$2");
}

const styleOf = (element) => element.getAttribute("data-style") || "";

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

// <span style="font-weight:bold"> says the same as <strong>.
function spans(body) {
  for (const span of [...body.querySelectorAll("span, font")]) {
    const style = styleOf(span);
    if (/mso-list:\s*Ignore/i.test(style)) continue;
    if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) rename(span, "strong");
    else if (/font-style:\s*italic/i.test(style)) rename(span, "em");
    else if (/text-decoration[^;]*underline/i.test(style)) rename(span, "u");
    else unwrap(span);
  }
}

function markerOf(paragraph) {
  const marker = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(styleOf(span)));
  const text = (marker || paragraph).textContent;
  marker?.remove();
  return NUMBERED.test(text) ? "ol" : "ul";
}

// Word writes a list as paragraphs with a level each.
function lists(body) {
  let open = [];
  for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table, div")]) {
    const level = paragraph.localName === "p" && styleOf(paragraph).match(LEVEL);
    if (!level) {
      if (!paragraph.closest("li")) open = [];
      continue;
    }
    const depth = Number(level[1]);
    const kind = markerOf(paragraph);
    open = open.slice(0, depth);
    while (open.length < depth) {
      const list = body.ownerDocument.createElement(kind);
      const above = open.at(-1)?.lastElementChild;
      if (above) above.append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).append(item);
    paragraph.remove();
  }
}

export function cleaned(html, told) {
  const body = new DOMParser().parseFromString(withoutStyles(html), "text/html").body;
  lists(body);
  spans(body);
  for (const element of [...body.querySelectorAll("*")]) if (element.localName.includes(":")) unwrap(element);
  const own = /^(?:https?:\/\/[^/]+)?(\/noi-dung\/anh\/[0-9a-f-]{36}\/)$/;
  let lost = 0;
  for (const image of [...body.querySelectorAll("img")]) {
    const address = (image.getAttribute("src") || "").match(own);
    if (address) image.setAttribute("src", address[1]);
    else {
      image.remove();
      lost += 1;
    }
  }
  for (const element of body.querySelectorAll("*")) {
    for (const name of ["data-style", "style", "class", "lang", "align", "id"]) element.removeAttribute(name);
  }
  for (const paragraph of [...body.querySelectorAll("p")]) {
    if (!paragraph.textContent.replace(/\u00a0/g, " ").trim() && !paragraph.querySelector("img")) paragraph.remove();
  }
  if (lost) told(`${lost} ảnh trong phần dán không giữ lại được. Dùng nút “Ảnh” để tải ảnh lên.`);
  return body.innerHTML;
}
