// The unsent words of one form, kept in this tab only: they survive a reload and end with the tab.

export class Draft {
  constructor(form) {
    this.form = form;
    this.key = `draft:${new URL(form.action).pathname}`;
  }

  #fields() {
    return [...new FormData(this.form)].filter(([name]) => name !== "csrf_token");
  }

  keep() {
    sessionStorage.setItem(this.key, JSON.stringify(this.#fields()));
  }

  forget() {
    sessionStorage.removeItem(this.key);
  }

  // Puts the words back into the form; says whether there were any.
  restore() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return false;
    for (const [name, value] of JSON.parse(kept)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    return true;
  }
}
