// Command gen writes plain structs with tags for the entities of a model, as one writes them by hand
// for encoding/json, and for what takes the same tags.
//
//	go run ./gen MODEL.json > plain/types.go
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

type model struct {
	Entities []struct {
		Name   string
		Fields []struct {
			Name     string
			Type     string
			Presence string
		}
	}
	Enums []struct {
		Name   string
		Values []struct{ Value any }
	}
	Scalars []struct{ Name, Base string }
	Aliases []struct{ Name, Type string }
	Events  []struct {
		Name      string
		Direction string
		Params    string
	}
}

var builtIn = map[string]string{
	"string": "string", "bool": "bool", "int": "int64", "int32": "int32", "int64": "int64",
	"uint": "uint64", "uint16": "uint16", "datetime": "string", "any": "json.RawMessage",
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var m model
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	fmt.Println("// Package plain has plain structs.\npackage plain\n\nimport \"encoding/json\"")
	isObject := map[string]bool{}
	for _, e := range m.Entities {
		isObject[e.Name] = true
	}
	for _, e := range m.Enums {
		base := "string"
		if len(e.Values) > 0 {
			if _, ok := e.Values[0].Value.(float64); ok {
				base = "int64"
			}
		}
		fmt.Printf("\ntype %s %s\n", e.Name, base)
	}
	for _, s := range m.Scalars {
		fmt.Printf("\ntype %s %s\n", s.Name, builtIn[s.Base])
	}
	for _, a := range m.Aliases {
		fmt.Printf("\ntype %s = %s\n", a.Name, goType(a.Type))
	}
	for _, e := range m.Entities {
		fmt.Printf("\n//easyjson:json\ntype %s struct {\n", e.Name)
		for _, f := range e.Fields {
			ty, tag := goType(f.Type), f.Name
			switch f.Presence {
			case "nullable":
				ty = "*" + ty
			case "omit_empty":
				tag += ",omitempty"
			case "omit_null":
				ty, tag = "*"+ty, tag+",omitempty"
			}
			if f.Type == "any" {
				ty = "json.RawMessage"
			}
			fmt.Printf("\t%s %s `json:\"%s\"`\n", exported(f.Name), ty, tag)
		}
		fmt.Println("}")
	}
	frames(&m)
}

// frames writes a struct for each frame, which is what one has once the name of an event is known.
func frames(m *model) {
	for _, e := range m.Events {
		if e.Direction != "server" {
			continue
		}
		fmt.Printf("\n//easyjson:json\ntype Frame%s struct {\n", exported(e.Name))
		fmt.Println("\tEvent string `json:\"event\"`")
		fmt.Println("\tConfirmID string `json:\"confirm_id,omitempty\"`")
		if e.Params != "" {
			fmt.Printf("\tParams %s `json:\"params\"`\n", goType(e.Params))
		}
		fmt.Println("}")
	}
	fmt.Println("\n// New returns an empty frame of an event.\nfunc New(name string) any {\n\tswitch name {")
	for _, e := range m.Events {
		if e.Direction == "server" {
			fmt.Printf("\tcase %q:\n\t\treturn new(Frame%s)\n", e.Name, exported(e.Name))
		}
	}
	fmt.Println("\t}\n\treturn nil\n}")
}

func goType(text string) string {
	if ty, ok := builtIn[text]; ok {
		return ty
	}
	if inner, ok := strings.CutPrefix(text, "list<"); ok {
		return "[]" + goType(strings.TrimSuffix(inner, ">"))
	}
	if inner, ok := strings.CutPrefix(text, "map<"); ok {
		key, value, _ := strings.Cut(strings.TrimSuffix(inner, ">"), ", ")
		return "map[" + goType(key) + "]" + goType(value)
	}
	return text
}

func exported(name string) string {
	var out strings.Builder
	for word := range strings.FieldsFuncSeq(name, func(c rune) bool { return c == '_' || c == '.' || c == '-' }) {
		out.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return out.String()
}
