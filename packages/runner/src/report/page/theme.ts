/// <reference lib="dom" />

/** The colours of the plots, from the style sheet, so that there is one place for light, dark and print. */
export type Theme = {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly same: string;
  readonly different: string;
  readonly palette: readonly string[];
};

export function currentTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: colour('text'),
    muted: colour('muted'),
    line: colour('line'),
    surface: colour('surface'),
    same: colour('same'),
    different: colour('different'),
    palette: Array.from({ length: 8 }, (_, i) => colour(`class-${i}`)),
  };
}

/** Calls back whenever the colours change: the system's choice, and paper, which is always light. */
export function onThemeChange(changed: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  matchMedia('print').addEventListener('change', changed);
  const paper = (on: boolean) => () => {
    document.documentElement.classList.toggle('paper', on);
    changed();
  };
  addEventListener('beforeprint', paper(true));
  addEventListener('afterprint', paper(false));
}
