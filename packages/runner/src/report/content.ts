/**
 * What a report shows. Rates are 0 to 1 (an EER of 3 % is 0.03); the page turns them into per cent. Every part that is
 * absent or empty is left out of the page, and a number that is not finite is shown as "not measured".
 */
export type ReportContent = {
  /** The heading, such as `scribbles-best`. */
  readonly title: string;
  /** One or two plain sentences under the heading: what was trained and how well it does. */
  readonly summary?: string;
  /** What was trained, in the order in which it is shown: backend, seed, data, network, time, command. */
  readonly facts: readonly ReportFact[];
  readonly figures: readonly ReportFigure[];
  /** Whether the classes of the test were not in the training (default true); false for closed sets such as MNIST. */
  readonly unseenClasses?: boolean;
  /** What the baselines are (default `raw pixels`). */
  readonly baselineName?: string;
  /** What a reader has to know to judge the figures ("fewer than 20 classes: the intervals are wide"). */
  readonly notes?: readonly string[];
  /** Curves over training steps; each is drawn with at most 500 points. */
  readonly learning?: readonly LearningCurve[];
  readonly scores?: ScoreHistogram;
  readonly errors?: ErrorCurves;
  /** What other thresholds would do; a slider goes from one to the next. */
  readonly stops?: ThresholdStops;
  /** The things that `map`, `mistakes` and `episodes` point at, by their position here. */
  readonly items?: readonly ReportItem[];
  readonly map?: EmbeddingMap;
  readonly mistakes?: Mistakes;
  readonly episodes?: Episodes;
  /** Commands to try next, as they can be typed. */
  readonly next?: readonly NextCommand[];
};

export type ReportFact = {
  readonly name: string;
  readonly value: string;
  /** Shown in a fixed-width face, to be copied: a command, a path. */
  readonly code?: boolean;
};

export type ReportFigure = {
  /** As in `result.json`: `eer`, `accuracy`. */
  readonly key: string;
  /** As a person reads it: "Equal error rate". */
  readonly name: string;
  readonly value: number;
  /** Ends of the 95 % interval. */
  readonly low?: number;
  readonly high?: number;
  /** The same figure without a network, by comparing raw pixels (or see `baselineName`). */
  readonly baseline?: number;
  /** `rate` (the default) is shown in per cent, `number` as it is. */
  readonly unit?: 'rate' | 'number';
  readonly better: 'smaller' | 'larger';
  /** The figure in plain words: "Of 100 strangers 3 were let in." */
  readonly sentence: string;
};

export type LearningCurve = {
  readonly name: string;
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Curves of another quantity get an axis, and a plot, of their own. Default `loss`. */
  readonly quantity?: string;
};

export type ScoreHistogram = {
  /** What is on the axis, `score` or `distance`; a larger score is more alike, a larger distance less. */
  readonly quantity: 'score' | 'distance';
  /** Bounds of the bins, ascending, one more than there are bins. At most 500 bins; 40 to 80 look best. */
  readonly edges: ArrayLike<number>;
  /** Pairs in each bin. */
  readonly same: ArrayLike<number>;
  readonly different: ArrayLike<number>;
  /** The calibrated threshold on the same axis, if there is one. */
  readonly threshold?: number;
};

/** Rows belong together: at one threshold, `falseMatch[i]` of the different pairs pass and `falseNonMatch[i]` of the same pairs do not. */
export type ErrorCurve = {
  readonly falseMatch: ArrayLike<number>;
  readonly falseNonMatch: ArrayLike<number>;
};

/** Sorted by threshold, either way; each curve is drawn with at most 500 points. */
export type ErrorCurves = ErrorCurve & {
  readonly eer?: number;
  /** Where the calibrated threshold lies on the curves. */
  readonly operating?: { readonly falseMatch: number; readonly falseNonMatch: number };
  /** The same curve of the baseline. */
  readonly baseline?: ErrorCurve;
};

export type ReportItem = {
  readonly label: string;
  /** A file's name, a sentence: whatever tells this item from others of its class. */
  readonly name?: string;
  /** `data:image/...;base64,...` of a small picture (28 to 64 pixels wide), see `pictureOf`. */
  readonly picture?: Picture;
  /** What can be heard of it, where it stands beside another. */
  readonly sound?: Sound;
};

export type Picture = { readonly dataUrl: string };

/** `data:audio/...;base64,...` of a few seconds, see `soundOf`. */
export type Sound = { readonly dataUrl: string };

/** Thresholds from the most lenient to the strictest, and what each of them does. */
export type ThresholdStops = {
  /** In the quantity of `scores`. */
  readonly thresholds: readonly number[];
  /** Shares of all different pairs taken for the same, and of all same pairs not recognised. */
  readonly falseMatch: readonly number[];
  readonly falseNonMatch: readonly number[];
  /** How many pairs of each kind there are. */
  readonly same: number;
  readonly different: number;
  /** Where the slider begins, and whether that is the calibrated threshold. */
  readonly start: number;
  readonly calibrated: boolean;
};

/** Trials of 1-shot: of one item of each class, which is of the query's? */
export type Episodes = {
  readonly ways: number;
  /** Over how many trials the figure was measured, and how many were right. */
  readonly trials: number;
  readonly right: number;
  readonly first: readonly Episode[];
  /** The first that went wrong, but for those among `first`. */
  readonly wrong: readonly Episode[];
};

/** `query` and `candidates` are positions in `items`, `answer` and `chosen` places among the candidates. */
export type Episode = {
  readonly query: number;
  readonly candidates: readonly number[];
  readonly answer: number;
  readonly chosen: number;
};

export type EmbeddingMap = {
  /** Positions in `items`; a point each. At most 10,000. */
  readonly items: ArrayLike<number>;
  /** Where the points lie, from `mapEmbeddings`. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
};

/**
 * Pairs that are wrong at one threshold or another, worst first; of those that are wrong at the threshold that is chosen the
 * page shows up to 12, from the worst to those only just wrong. `a` and `b` are positions in `items`.
 */
export type Mistakes = {
  /** Different pairs, most alike first. */
  readonly falseMatches: readonly Mistake[];
  /** Same pairs, least alike first. */
  readonly falseNonMatches: readonly Mistake[];
};

/** `score` is in the quantity of `scores` (a score, or a distance). */
export type Mistake = { readonly a: number; readonly b: number; readonly score: number };

export type NextCommand = { readonly command: string; readonly what: string };
