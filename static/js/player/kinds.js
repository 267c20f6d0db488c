/** The kinds of step: those of nearly every lesson are at hand, the others come, with their styles, when a lesson holds them. */
import { blend } from "./blend.js";
import { build } from "./build.js";
import { clap } from "./clap.js";
import { find } from "./find.js";
import { hear } from "./hear.js";
import { read } from "./read.js";

const AT_HAND = { blend, build, clap, find, hear, read };
const LATER = {
  dictation: [() => import("./dictation.js"), "texts", "dictation"],
  pairs: [() => import("./pairs.js"), "apart"],
  read_aloud: [() => import("./read_aloud.js"), "texts", "read-aloud"],
  real_or_alien: [() => import("./real_or_alien.js"), "real_or_alien"],
  same_different: [() => import("./same_different.js"), "same_different"],
  sentence: [() => import("./sentence.js"), "texts", "sentence"],
  sort: [() => import("./sort.js"), "sort"],
  story: [() => import("./story.js"), "texts", "story"],
  syllables: [() => import("./syllables.js"), "syllables"],
  trace: [() => import("./trace.js"), "trace"],
  tricky: [() => import("./tricky.js"), "apart", "tricky"],
  word_parts: [() => import("./word_parts.js"), "word_parts"],
};

/** Resolve to what plays each kind that is among the lesson's steps: {kind: play(step, stage)}. */
export async function kindsOf(lesson) {
  const asked = [...new Set(lesson.steps.map(({ kind }) => kind))].filter((kind) => kind in LATER);
  const styles = new Set(asked.flatMap((kind) => LATER[kind].slice(1)));
  const [came] = await Promise.all([
    Promise.all(asked.map(async (kind) => [kind, (await LATER[kind][0]())[kind]])),
    ...[...styles].map((name) => style(`${lesson.static}css/child/${name}.css`)),
  ]);
  return { ...AT_HAND, ...Object.fromEntries(came) };
}

/** Take a stylesheet up; a step is played without it rather than not at all. */
export function style(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const there = new Promise((resolve) => (link.onload = link.onerror = resolve));
  document.head.append(link);
  return there;
}
