/** The end: the stone turns gold, the friend is glad, what was earned lands, and the way leads back to the map. */
import { drawing, html, onward, word } from "./draw.js";
import { press } from "./press.js";
import { hush } from "./sound.js";

export async function finish(stage) {
  const { lesson } = stage;
  const home = onward();
  home.setAttribute("aria-label", word("map"));
  const label = lesson.picture
    ? html("img", { src: lesson.static + lesson.picture, alt: "" })
    : html(`span.n${lesson.label.length}`, { lang: "en" }, lesson.label);
  const stickers = await earned(stage);
  stage.friend.pose("cheer");
  stage.put(
    "ends",
    html("div.glory", {}, drawing("chedi", "dye-gold chedi", "0 0 260 298"), html("div.gold-stone", { role: "img", "aria-label": word("done") }, label)),
    html("ol.earned", {}, stickers),
    html("div.help", {}, stage.friend, home),
  );
  const kept = stage.sitting.finish();
  press(home, async () => {
    hush();
    home.disabled = true;
    await kept;
    location.href = `${lesson.map}?fresh=${encodeURIComponent(lesson.stone)}`;
  });
  if (!(await stage.tell("well-done"))) for (const clip of lesson.praise) await stage.say(clip);
  stage.point(home);
}

/** Return the stickers this lesson has earned; an end without them rather than none. */
async function earned(stage) {
  try {
    return await (await import("./earned.js")).earnedIn(stage);
  } catch (error) {
    console.info("stickers: in the book, not here:", error.message);
    return [];
  }
}
