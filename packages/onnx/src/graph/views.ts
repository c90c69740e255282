/** Where reshaped values came from, so that a reshaped value that is reshaped again is taken from there. */
export class Views {
  readonly #sources = new Map<string, string>();
  readonly #shapes: Map<string, readonly number[]>;

  /** `shapes` has the shapes that are known, by name, and is added to. */
  constructor(shapes: Map<string, readonly number[]>) {
    this.#shapes = shapes;
  }

  /** `name` under another shape (`-1`: what is left); `reshape` emits it where that isn't what it came from. */
  view(name: string, shape: readonly number[], reshape: (name: string) => string): string {
    const source = this.#sources.get(name) ?? name;
    const known = this.#shapes.get(source);
    if (!known || known.includes(0)) return reshape(name);
    const size = known.reduce((product, length) => product * length, 1);
    const given = shape.reduce((product, length) => product * length, 1);
    const whole = shape.map((length) => (length === -1 ? size / -given : length));
    if (whole.join() === known.join()) return source;
    const view = reshape(source);
    this.#sources.set(view, source);
    this.#shapes.set(view, whole);
    return view;
  }
}
