import assert from "node:assert/strict";
import { test } from "node:test";
import { built } from "./package.mjs";

const { JIDPrefixes, isJIDOf, kindOfJID } = await built();

test("the beginning of an id tells its kind", () => {
  for (const [kind, prefix] of Object.entries(JIDPrefixes)) {
    assert.equal(kindOfJID(`${prefix}1`), kind);
    assert.ok(isJIDOf(`${prefix}1`, kind));
  }
  for (const text of ["", "x-1", "1", "D-1"]) {
    assert.equal(kindOfJID(text), undefined);
    assert.ok(!isJIDOf(text, "direct"));
  }
});
