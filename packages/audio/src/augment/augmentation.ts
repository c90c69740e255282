export type Augmentation = { readonly [piece: string]: unknown };
