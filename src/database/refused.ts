/** An expected reason not to start: the message is one plain sentence for whoever runs the program, and is shown without a stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
