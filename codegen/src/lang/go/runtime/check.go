package wire

import (
	"fmt"
	"math/big"
	"regexp"
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

// inKey enters the value of a key; leave returns from it.
func (c *checker) inKey(key string) {
	c.path = append(c.path, PathSegment{Key: key})
}

// atIndex enters an item; leave returns from it.
func (c *checker) atIndex(index int) {
	c.path = append(c.path, PathSegment{Index: index, IsIndex: true})
}

func (c *checker) leave() {
	c.path = c.path[:len(c.path)-1]
}

// text checks the number of characters.
func (c *checker) text(text, allowed string, smallest, largest int) {
	c.count(utf8.RuneCountInString(text), "characters", allowed, smallest, largest)
}

// count checks a number of items; a largest one below zero is none.
func (c *checker) count(count int, unit, allowed string, smallest, largest int) {
	if count < smallest || largest >= 0 && count > largest {
		c.report(fmt.Sprintf("%s %s, found %d", allowed, unit, count))
	}
}

// integer checks an integer; nil: there is no such bound.
func (c *checker) integer(number *big.Int, allowed string, smallest, largest *big.Int) {
	if smallest != nil && number.Cmp(smallest) < 0 || largest != nil && number.Cmp(largest) > 0 {
		c.report(fmt.Sprintf("%s, found %s", allowed, number))
	}
}

var patterns sync.Map

// pattern checks that a regular expression matches somewhere in a text. What regexp cannot say
// matches everywhere.
func (c *checker) pattern(text, pattern, expected string) {
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
