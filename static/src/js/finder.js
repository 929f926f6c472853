// Search boxes that suggest while one types: the combobox pattern of WAI-ARIA 1.2 with a list of entries to open.
// <input data-suggest="/tim/goi-y/" data-frame="nghiep-vu">; the server sends the options as escaped HTML. Without this
// file, and whenever the network fails, the box is a plain form.
const WAIT_MS = 150;
const SHORTEST = 2;
let number = 0;

class Finder {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.asked = "";
    const id = `goi-y-${++number}`;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id, className: "finder", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Gợi ý");
    this.voice = document.createElement("p");
    this.voice.className = "visually-hidden";
    this.voice.setAttribute("role", "status");
    input.closest("form").append(this.list, this.voice);
    const names = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(names)) input.setAttribute(name, value);
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT_MS);
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  async ask() {
    const text = this.input.value;
    this.request?.abort();
    if (text.trim().length < SHORTEST) return this.close();
    this.request = new AbortController();
    const query = new URLSearchParams({ q: text, khung: this.input.dataset.frame || "" });
    try {
      const answer = await fetch(`${this.input.dataset.suggest}?${query}`, { signal: this.request.signal });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      this.close(); // no network, or a later question
    }
  }

  show(html) {
    this.list.innerHTML = html;
    this.options.forEach((option, at) => {
      option.id = `${this.list.id}-${at}`;
      option.setAttribute("aria-selected", "false");
    });
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const count = this.options.length;
    if (!count || document.activeElement !== this.input) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.voice.textContent = `Có ${count} gợi ý, dùng phím mũi tên để chọn.`;
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.active = -1;
    this.voice.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  // -1 is the box itself: past the last option one is back at what was typed.
  move(step) {
    const { options } = this;
    this.active = ((this.active + 1 + step + options.length + 1) % (options.length + 1)) - 1;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.active)));
    const chosen = options[this.active];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.isComposing) return; // the input method still works on a syllable
    if (event.key === "ArrowDown" && this.list.hidden) return void this.ask();
    if (this.list.hidden) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) this.move(moves[event.key]);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) this.open(this.options[this.active]);
    else return;
    event.preventDefault();
  }

  open(option) {
    if (option) location.assign(option.dataset.url);
  }
}

export function finder(root) {
  for (const input of root.querySelectorAll("input[data-suggest]")) new Finder(input);
}
