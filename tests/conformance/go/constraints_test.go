// Package constraints_test checks values of the fixture with bounds.
package constraints_test

import (
	"slices"
	"testing"

	bounds "vectors/case_bounds"
)

const right = `{
	"slugs": ["ab", "cd"], "percents": { "ab": 100, "cd": null }, "levels": { "3": -0.5, "25": 1 },
	"pair": ["AAAABwc="], "bounded": null
}`

const wrong = `{
	"slugs": ["a", "bc", "toolongtoolong", "no--no"], "page": "no page", "percents": { "z": 101 },
	"levels": { "26": 1.5 }, "pair": ["AAA=", 2], "again": [{ "pair": ["AAAABwc="], "slugs": ["x"] }],
	"bounded": { "text": "", "count": 6, "list": [], "big": 0, "ratio": 0.75, "bytes": "AAAA", "none": 3,
		"left_out": "x", "more": [1], "optional": "abc", "patch": 9, "map": { "a": 1, "b": 2 },
		"narrower": "abcde" },
	"either": { "kind": "bounded", "text": "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
		"list": ["a"], "big": 1, "narrower": "ab" }
}`

func check(t *testing.T, text string) []string {
	var holder bounds.Holder
	if err := holder.UnmarshalJSON([]byte(text)); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, breach := range holder.Check() {
		found = append(found, breach.Error())
	}
	slices.Sort(found)
	return found
}

func TestWhatHoldsIsNotReported(t *testing.T) {
	if found := check(t, right); found != nil {
		t.Fatal(found)
	}
}

func TestScalarsAreCheckedAlone(t *testing.T) {
	if found := bounds.Slug("ab").Check(); found != nil {
		t.Fatal(found)
	}
	found := bounds.Slug("a").Check()
	if len(found) != 1 || found[0].Path() != "" {
		t.Fatal(found)
	}
}

func TestEveryBreachIsReported(t *testing.T) {
	want := []string{
		"again[0].slugs[0]: expected 2 to 8 characters, found 1",
		"bounded.big: expected at least 1, found 0",
		"bounded.bytes: expected at most 2 bytes, found 3",
		"bounded.count: expected -9223372036854775808 to 5, found 6",
		"bounded.left_out: expected at least 2 characters, found 1",
		"bounded.list: expected 1 to 2 items, found 0",
		"bounded.map: expected at most 1 entries, found 2",
		"bounded.more: expected at least 2 items, found 1",
		"bounded.narrower: expected at most 4 characters, found 5",
		"bounded.none: expected exactly 2, found 3",
		"bounded.optional: expected at most 2 characters, found 3",
		"bounded.patch: expected at least 10, found 9",
		"bounded.ratio: expected at most 0.5, found 0.75",
		"bounded.text: expected 1 to 3 characters, found 0",
		"either.text: expected 1 to 3 characters, found 4",
		"levels.26: expected -0.5 to 1, found 1.5",
		"levels.26: expected 3 to 25, found 26",
		"page: expected a text of the format uri",
		"pair[0]: expected 4 to 5 bytes, found 2",
		"pair[1]: expected -0.5 to 1, found 2",
		"percents.z: expected 2 to 8 characters, found 1",
		"percents.z: expected at most 100, found 101",
		"slugs: expected at most 2 items, found 4",
		"slugs[0]: expected 2 to 8 characters, found 1",
		"slugs[2]: expected 2 to 8 characters, found 14",
		"slugs[3]: expected a text that matches ^[a-z](?:-?[a-z0-9])*$",
	}
	if found := check(t, wrong); !slices.Equal(found, want) {
		t.Fatalf("%q", found)
	}
}
