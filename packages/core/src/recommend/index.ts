export { type Reasons, recommend, type RecommendedTask, type RecommendFor } from './recommend.ts';
