package wire

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"unicode/utf8"
)

// Breach is a place where a constraint of the schema does not hold. It is an error.
type Breach struct {
	// Segments are the steps from the whole value to the place.
	Segments []PathSegment
	// Expected is what the constraint asks for, in words.
	Expected string
}

// Path returns the place as one writes it in code, such as chats[3].title; empty: the value itself.
func (b Breach) Path() string {
	return pathText(b.Segments)
}

// Error says what was expected, and where.
func (b Breach) Error() string {
	if len(b.Segments) == 0 {
		return "expected " + b.Expected
	}
	return b.Path() + ": expected " + b.Expected
}

// checker collects the places where constraints do not hold.
type checker struct {
	path  []PathSegment
	found []Breach
}

func (c *checker) report(expected string) {
	path := append([]PathSegment(nil), c.path...)
	c.found = append(c.found, Breach{Segments: path, Expected: expected})
}

// enterKey enters the value of a key; exit returns from it.
func (c *checker) enterKey(key string) {
	c.path = append(c.path, PathSegment{Key: key})
}

// enterIndex enters an item; exit returns from it.
func (c *checker) enterIndex(index int) {
	c.path = append(c.path, PathSegment{Index: index, IsIndex: true})
}

func (c *checker) exit() {
	c.path = c.path[:len(c.path)-1]
}

// characters returns the number of characters of a text.
func characters(text string) int {
	return utf8.RuneCountInString(text)
}

// checkCount checks a number of items; a largest one below zero is none.
func (c *checker) checkCount(count int, unit, allowed string, smallest, largest int) {
	if count < smallest || largest >= 0 && count > largest {
		c.report(fmt.Sprintf("%s %s, found %d", allowed, unit, count))
	}
}

// checkNumber checks a number.
func (c *checker) checkNumber(holds bool, allowed string, found any) {
	if !holds {
		c.report(fmt.Sprintf("%s, found %v", allowed, found))
	}
}

func signedText(number int64) string {
	return strconv.FormatInt(number, 10)
}

func unsignedText(number uint64) string {
	return strconv.FormatUint(number, 10)
}

var patterns sync.Map

// checkPattern checks that a regular expression matches somewhere in a text. What regexp cannot say
// matches everywhere.
func (c *checker) checkPattern(text, pattern, expected string) {
	found, ok := patterns.Load(pattern)
	if !ok {
		compiled, err := regexp.Compile(pattern)
		if err != nil {
			compiled = nil
		}
		found, _ = patterns.LoadOrStore(pattern, compiled)
	}
	if compiled := found.(*regexp.Regexp); compiled != nil && !compiled.MatchString(text) {
		c.report(expected)
	}
}
