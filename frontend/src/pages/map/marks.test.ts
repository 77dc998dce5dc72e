import { describe, expect, it } from "vitest";
import type { Skill } from "../../app/types";
import { drawn } from "./marks";

const SKILL = { id: "vectors", x: 40, y: 52.5, title: "Vectors", region: "linear-algebra" } as Skill;
const OPEN = { ...SKILL, state: "open", label: "Vectors, open", look: "open" } as const;

describe("a skill's mark", () => {
  it("is a link to the skill, at its place, outside of the Tab order", () => {
    const text = drawn(OPEN);
    expect(text).toContain('<a href="/skills/vectors" ');
    expect(text).toContain('transform="translate(40 52.5)"');
    expect(text).toContain('tabindex="-1"');
    expect(text.match(/<path /g)).toHaveLength(2);
  });

  it("keeps what a course writes as text", () => {
    const text = drawn({ ...OPEN, label: `"><script>alert(1)</script> & 'so' on` });
    expect(text).toContain(`aria-label="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; 'so' on"`);
    expect(text).not.toContain("<script");
  });
});
