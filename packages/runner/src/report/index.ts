export type {
  EmbeddingMap,
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
} from './content.ts';
export { mapEmbeddings } from './map-embeddings.ts';
export { pictureOf } from './picture.ts';
export { soundOf } from './sound.ts';
export { renderGroups } from './render-groups.ts';
export type { GroupsContent } from './render-groups.ts';
export { renderSearch } from './render-search.ts';
export type { SearchContent } from './render-search.ts';
export { renderSummarySvg } from './render-summary-svg.ts';
export { writeReport } from './write-report.ts';
