// What customers are asked beside the conversation: which article they mean, whether an answer helped
// and why not, where an answer can reach them, how people did. Each is asked once.
import { button, call, element } from "./kit.js";

const reasons = ["off_topic", "incomplete", "unclear", "wrong", "failed"]; // as on the pages of articles

export class Asks {
  #ui;
  #talk;

  /** `talk` has conversation, turns.remember(changes), say(turn) and callPerson(). */
  constructor(ui, talk) {
    this.#ui = ui;
    this.#talk = talk;
  }

  /** Buttons. The focus goes back to the field: the one that was pressed is gone. */
  offer(choices, look) {
    const act = (then) => () => { this.#ui.focus(); then(); };
    return this.#ui.log.offer(choices.map(([label, then]) => [label, act(then)]), look);
  }

  #tell(body) {
    const token = body.ticket && this.#talk.conversation.token;
    return call(this.#ui.server(), "/v1/feedback", { body, token });
  }

  /** Says thanks in the place of what was asked. */
  #thank(box, text) {
    this.#ui.focus();
    box.replaceWith(element("p", { class: "note" }, text));
  }

  // ---- of the bot's words ----

  which(clarify) {
    if (!clarify.options.length) return; // asked for other words
    const none = clarify.none_label || this.#ui.t("none");
    this.offer([...clarify.options.map((o) => [o.label, { text: o.label, choice: o.option_id }]), [none, { text: none, choice: clarify.none_of_these }]]
      .map(([label, turn]) => [label, () => this.#talk.say(turn)]));
  }

  helpful(answer_id) {
    const { t } = this.#ui, tell = (more) => this.#tell({ answer_id, kind: "helpful", ...more }).catch(() => {}); // nobody is to be asked for it twice
    this.offer([
      [t("helped"), () => { this.#ui.log.withdrawOffers(); tell({ value: 1 }); this.#ui.log.note(t("thanks")); }],
      [t("notHelped"), () => {
        tell({ value: 0 });
        this.#talk.say({ text: t("notHelped") });
        this.#why((reason) => tell({ value: 0, reason }));
      }],
    ], "options row");
  }

  /** Beside the bot's next words, which do not wait for it. */
  #why(tell) {
    const { t } = this.#ui;
    const box = this.#ui.log.append(element("div", { class: "why", role: "group", "aria-label": t("why") }, element("p", {}, t("why")), ...reasons.map((reason) => button(t(reason), () => {
      tell(reason);
      this.#thank(box, t("thanks"));
    }))));
  }

  // ---- of people ----

  person() {
    this.offer([[this.#ui.t("person"), () => this.#talk.callPerson()]]);
  }

  /** Who waits for a person may leave the page: where should the answer go? */
  contact({ asked } = {}) {
    const { ticket, contact, available } = this.#talk.conversation, log = this.#ui.log.node;
    const known = contact || this.#ui.attribute("identity") || this.#ui.attribute("contact-email") || this.#ui.attribute("contact-phone");
    if (log.querySelector("form.contact")) return;
    log.querySelector(".leave")?.remove();
    if (!ticket || known) return;
    if (available && !asked) {
      this.#ui.log.note(button(this.#ui.t("leave"), () => { this.contact({ asked: true }); log.querySelector("#contact").focus(); })).classList.add("leave");
      return;
    }
    this.#ui.log.contact((given, text) => {
      this.#talk.turns.remember({ contact: true });
      this.#ui.focus();
      this.#talk.say({ text, contact: given });
    });
  }

  /** How was it? Then, for who likes to say more, why. */
  rating(ticket) {
    const { t, log } = this.#ui;
    const sent = (more) => this.#tell({ ticket, kind: "csat", ...more }).then(() => true, (failure) => { log.note(`${t("notSent")} ${t(failure.message)}`); });
    const box = log.rating(async (value) => {
      if (!await sent({ value }) || !box.isConnected) return;
      this.#talk.turns.remember({ rate: null });
      this.#thank(box, t("rated"));
      const more = log.comment(async (text) => { if (await sent({ value, text })) this.#thank(more, t("thanks")); });
    });
  }

  /** Nobody is waited for any more. */
  end() {
    this.#ui.log.node.querySelectorAll(".contact, .leave, .rating, .comment").forEach((node) => node.remove());
  }
}
