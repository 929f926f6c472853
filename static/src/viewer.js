// PDF preview (c-pdf) on pdf.js: one page at a time, thumbnails, zoom, keys. Loaded only by pages that show a PDF.
import { getDocument, GlobalWorkerOptions, TextLayer } from "pdfjs-dist/legacy/build/pdf.mjs";

const ZOOMS = [50, 75, 100, 125, 150, 200, 300]; // per cent of the width of the frame
const THUMB_WIDTH = 88;
const MOST_PIXELS = 16_000_000;
const ASSETS = new URL("pdfjs/", import.meta.url).href;

function paint(page, canvas, scale) {
  const size = page.getViewport({ scale });
  const sharp = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (size.width * size.height)));
  canvas.width = Math.floor(size.width * sharp);
  canvas.height = Math.floor(size.height * sharp);
  canvas.style.width = `${Math.floor(size.width)}px`;
  canvas.style.height = `${Math.floor(size.height)}px`;
  return page.render({ canvas, viewport: page.getViewport({ scale: scale * sharp }) });
}

class Viewer {
  constructor(box) {
    this.box = box;
    this.part = (name) => box.querySelector(`[data-pdf-${name}]`);
    this.number = 1;
    this.zoom = 100;
    this.drawing = null;
  }

  async open() {
    this.say("Đang tải tệp…");
    GlobalWorkerOptions.workerSrc = this.box.dataset.worker;
    try {
      this.file = await getDocument({
        url: this.box.dataset.pdf,
        isEvalSupported: false,
        verbosity: 0, // what a file has against it is said to the reader, not to the console
        // Scans are CCITT, JBIG2 or JPEG 2000, which the worker decodes with WebAssembly; it has its own policy.
        wasmUrl: `${ASSETS}wasm/`,
        standardFontDataUrl: `${ASSETS}standard_fonts/`,
      }).promise;
    } catch {
      this.say("Không hiện được tệp ở đây. Ông/Bà mở tệp bằng nút phía trên để xem.");
      return;
    }
    this.part("view").hidden = false;
    this.part("count").textContent = this.file.numPages;
    this.part("page").max = this.file.numPages;
    this.thumbnails();
    this.listen();
    await this.show(1);
  }

  say(text) {
    this.part("state").textContent = text;
  }

  listen() {
    const acts = {
      previous: () => this.show(this.number - 1),
      next: () => this.show(this.number + 1),
      smaller: () => this.magnify(-1),
      larger: () => this.magnify(1),
      fit: () => this.magnify(0),
    };
    for (const [name, act] of Object.entries(acts)) this.part(name).addEventListener("click", act);
    this.part("page").addEventListener("change", (event) => this.show(Number(event.target.value)));
    this.part("thumbs").addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.show(Number(button.value));
    });
    const keys = { PageUp: acts.previous, ArrowLeft: acts.previous, PageDown: acts.next, ArrowRight: acts.next };
    Object.assign(keys, { "+": acts.larger, "=": acts.larger, "-": acts.smaller, 0: acts.fit });
    Object.assign(keys, { Home: () => this.show(1), End: () => this.show(this.file.numPages) });
    this.part("view").addEventListener("keydown", (event) => {
      const typing = event.target.matches("input") || event.ctrlKey || event.altKey || event.metaKey;
      if (typing || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    let width = this.part("frame").clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(this.part("frame").clientWidth - width) < 24) return; // a scroll bar that came or went
      width = this.part("frame").clientWidth;
      this.draw();
    }).observe(this.part("frame"));
  }

  async show(number) {
    this.number = Math.min(Math.max(Math.round(number) || this.number, 1), this.file.numPages);
    this.part("page").value = this.number;
    this.hold("previous", this.number === 1);
    this.hold("next", this.number === this.file.numPages);
    for (const button of this.part("thumbs").querySelectorAll("button")) {
      const here = Number(button.value) === this.number;
      button.toggleAttribute("aria-current", here);
      if (here) button.setAttribute("aria-current", "page");
    }
    this.scrollThumbnail();
    await this.draw();
    this.part("frame").scrollTop = 0;
  }

  // A button at its end keeps the cursor, so aria-disabled and not disabled.
  hold(name, held) {
    this.part(name).setAttribute("aria-disabled", String(held));
  }

  scrollThumbnail() {
    const list = this.part("thumbs");
    const here = list.querySelector("[aria-current]")?.parentElement;
    if (here) list.scrollTop = here.offsetTop - list.clientHeight / 2;
    if (here) list.scrollLeft = here.offsetLeft - list.clientWidth / 2;
  }

  magnify(step) {
    const at = ZOOMS.indexOf(this.zoom) + step;
    this.zoom = step === 0 ? 100 : ZOOMS[Math.min(Math.max(at, 0), ZOOMS.length - 1)];
    this.part("zoom").textContent = `${this.zoom}%`;
    this.hold("smaller", this.zoom === ZOOMS[0]);
    this.hold("larger", this.zoom === ZOOMS.at(-1));
    this.draw();
  }

  async draw() {
    this.drawing?.cancel();
    const page = await this.file.getPage(this.number);
    const frame = this.part("frame");
    const scale = ((frame.clientWidth - 2) / page.getViewport({ scale: 1 }).width) * (this.zoom / 100);
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    this.drawing = paint(page, canvas, scale);
    try {
      await this.drawing.promise;
    } catch {
      return; // another page was asked for meanwhile
    }
    const sheet = this.part("sheet");
    const words = document.createElement("div");
    words.className = "textLayer";
    sheet.style.setProperty("--total-scale-factor", scale);
    sheet.replaceChildren(canvas, words);
    sheet.dataset.page = this.number;
    const text = await page.getTextContent();
    await new TextLayer({ textContentSource: text, container: words, viewport: page.getViewport({ scale }) }).render();
    this.say(`Trang ${this.number} trên ${this.file.numPages}${text.items.length ? "" : ", trang chỉ có hình quét"}`);
  }

  thumbnails() {
    const list = this.part("thumbs");
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        this.miniature(entry.target);
      }
    }, { root: list, rootMargin: "200px" });
    for (let number = 1; number <= this.file.numPages; number += 1) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.value = number;
      button.textContent = number;
      button.setAttribute("aria-label", `Trang ${number}`);
      item.append(button);
      list.append(item);
      seen.observe(button);
    }
  }

  async miniature(button) {
    const page = await this.file.getPage(Number(button.value));
    const canvas = document.createElement("canvas");
    canvas.setAttribute("aria-hidden", "true");
    await paint(page, canvas, THUMB_WIDTH / page.getViewport({ scale: 1 }).width).promise;
    button.prepend(canvas);
  }
}

function start(root) {
  for (const box of root.querySelectorAll("[data-pdf]:not([data-started])")) {
    box.dataset.started = "";
    new Viewer(box).open();
  }
}
start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
