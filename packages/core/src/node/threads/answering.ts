/** What a thread says: what came of a task, or why nothing did. */
export type Answer<Done> = { readonly done: Done } | { readonly error: unknown };

/** The default export of a thread's entry: it does tasks, and sends back what they throw. */
export function answering<Task, Done>(doHere: (task: Task) => Promise<Done>): (task: Task) => Promise<Answer<Done>> {
  return async (task) => {
    try {
      return { done: await doHere(task) };
    } catch (error) {
      return { error };
    }
  };
}
