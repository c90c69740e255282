import type { LearningCurve, ReportFact, ReportFigure } from './content.ts';

/** What a page that compares runs shows; rates are 0 to 1. */
export type RunsContent = {
  readonly title: string;
  /** In the order of the columns. */
  readonly runs: readonly RunColumn[];
  readonly figures: readonly RunsFigure[];
  readonly baselineName: string;
  /** What a reader has to know to compare them. */
  readonly notes?: readonly string[];
  /** Curves over training steps; those of one run have its name, those of one quantity stand in one plot. */
  readonly learning: readonly LearningCurve[];
};

/** A run: its name, and what it was, in the order in which it is shown. */
export type RunColumn = { readonly name: string; readonly facts: readonly ReportFact[] };

/** A figure of all runs; undefined where a run has none. */
export type RunsFigure = Pick<ReportFigure, 'key' | 'name' | 'unit'> & {
  /** Unless it is known no value is marked as the best. */
  readonly better?: 'smaller' | 'larger';
  /** Whether all were measured alike, so that one can be the best. */
  readonly alike: boolean;
  readonly values: readonly (Pick<ReportFigure, 'value' | 'low' | 'high' | 'baseline'> | undefined)[];
};
