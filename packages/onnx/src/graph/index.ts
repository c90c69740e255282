export { floatAttribute } from './attribute.ts';
export type { Attribute, FloatAttribute } from './attribute.ts';
export { elementTypes } from './element-type.ts';
export type { ElementType } from './element-type.ts';
export { Graph } from './graph.ts';
export type { GraphSymbol } from './graph-symbol.ts';
