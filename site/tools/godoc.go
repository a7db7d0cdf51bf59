// Writes the reference of Go packages as one page of HTML, with the parser and the comments of Go's own library.
//
//	go run site/tools/godoc.go MODULE FOLDER PACKAGE... >index.html
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/format"
	"go/parser"
	"go/token"
	"html"
	"os"
	"path/filepath"
	"strings"
)

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// page is a package with what printing it needs.
type page struct {
	*doc.Package
	files *token.FileSet
}

func (p page) code(node any) {
	var text bytes.Buffer
	fail(format.Node(&text, p.files, node))
	fmt.Printf("<pre>%s</pre>\n", html.EscapeString(text.String()))
}

func (p page) text(comment string) { os.Stdout.Write(p.HTML(comment)) }

func (p page) values(values []*doc.Value) {
	for _, value := range values {
		p.code(value.Decl)
		p.text(value.Doc)
	}
}

func (p page) function(f *doc.Func) {
	name := strings.TrimPrefix(f.Recv, "*")
	if name != "" {
		name += "."
	}
	fmt.Printf("<h3 id=\"%s.%s%s\">func %s</h3>\n", p.Name, name, f.Name, html.EscapeString(name+f.Name))
	f.Decl.Body = nil
	p.code(f.Decl)
	p.text(f.Doc)
	for _, example := range f.Examples {
		fmt.Println("<p><em>Example</em></p>")
		p.code(example.Code)
	}
}

func main() {
	module, folder := os.Args[1], os.Args[2]
	fmt.Println(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>usersig for Go</title>
<style>:root { color-scheme: light dark } body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.6 system-ui, sans-serif }
pre { padding: .8rem; overflow-x: auto; background: color-mix(in srgb, currentColor 8%, transparent); border-radius: 6px; font-size: 14px }</style><h1>usersig for Go</h1>`)
	for _, name := range os.Args[3:] {
		files := token.NewFileSet()
		sources, err := filepath.Glob(filepath.Join(folder, name, "*.go"))
		fail(err)
		var parsed []*ast.File
		for _, source := range sources {
			file, err := parser.ParseFile(files, source, nil, parser.ParseComments)
			fail(err)
			parsed = append(parsed, file)
		}
		path := strings.TrimSuffix(module+"/"+strings.TrimPrefix(name, "."), "/")
		found, err := doc.NewFromFiles(files, parsed, path)
		fail(err)
		p := page{found, files}
		fmt.Printf("<h2 id=\"%s\">package %s</h2>\n<pre>import \"%s\"</pre>\n", p.Name, p.Name, path)
		p.text(p.Doc)
		p.values(p.Consts)
		p.values(p.Vars)
		for _, f := range p.Funcs {
			p.function(f)
		}
		for _, t := range p.Types {
			fmt.Printf("<h3 id=\"%s.%s\">type %s</h3>\n", p.Name, t.Name, t.Name)
			p.code(t.Decl)
			p.text(t.Doc)
			p.values(t.Consts)
			p.values(t.Vars)
			for _, f := range append(t.Funcs, t.Methods...) {
				p.function(f)
			}
		}
	}
	fmt.Println("</html>")
}
