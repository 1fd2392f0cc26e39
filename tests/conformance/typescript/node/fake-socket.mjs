// A socket without a network: the test says what happens to it.
export class FakeSocket extends EventTarget {
  static all = [];
  sent = [];
  isClosed = false;
  bufferedAmount = 0;
  constructor(...args) {
    super();
    this.args = args;
    FakeSocket.all.push(this);
  }
  /** Something happens, such as "open", with properties of its event. */
  happens(type, properties = {}) {
    this.dispatchEvent(Object.assign(new Event(type), properties));
  }
  receives(frame) {
    this.happens("message", { data: JSON.stringify(frame) });
  }
  send(text) {
    if (this.refuses) throw new Error("InvalidStateError");
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
  /** The ids of the events that were confirmed. */
  get confirmed() {
    const confirms = this.sent.filter(({ event }) => event === "client.confirm");
    return confirms.map(({ params }) => params.confirm_id);
  }
}
