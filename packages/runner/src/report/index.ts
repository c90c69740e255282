export type {
  EmbeddingMap,
  Episode,
  Episodes,
  ErrorCurve,
  ErrorCurves,
  LearningCurve,
  Mistake,
  Mistakes,
  NextCommand,
  Picture,
  ReportContent,
  ReportFact,
  ReportFigure,
  ReportItem,
  ScoreHistogram,
  Sound,
  ThresholdStops,
} from './content.ts';
export { mapEmbeddings } from './map-embeddings.ts';
export { pictureOf } from './picture.ts';
export { soundOf } from './sound.ts';
export { renderGroups } from './render-groups.ts';
export type { GroupsContent } from './render-groups.ts';
export { renderRuns } from './render-runs.ts';
export { renderSearch } from './render-search.ts';
export type { SearchContent } from './render-search.ts';
export type { RunColumn, RunsContent, RunsFigure } from './runs-content.ts';
export { renderSummarySvg } from './render-summary-svg.ts';
export { writeReport } from './write-report.ts';
