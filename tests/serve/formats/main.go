// Reads what packaging/serve has for other programs with those programs' own types: a field that does not exist, or has another
// type, is an error. None of these programs runs.
//
//	formats packaging/serve
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
	bootstrap "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/router/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	_ "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"sigs.k8s.io/yaml"
)

var passed, failed int

func check(name string, ok bool, detail ...any) {
	if ok {
		passed++
		fmt.Printf("ok      %s\n", name)
	} else {
		failed++
		fmt.Printf("FAILED  %s %v\n", name, detail)
	}
}

// readEnvoy reads a configuration as Envoy does before it starts: into its types, with their rules.
func readEnvoy(text []byte) error {
	data, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return err
	}
	config := new(bootstrap.Bootstrap)
	if err := protojson.Unmarshal(data, config); err != nil {
		return err
	}
	return config.ValidateAll()
}

func checkEnvoy(file string) {
	text, err := os.ReadFile(file)
	check("envoy.yaml is there", err == nil, err)
	err = readEnvoy(text)
	check("envoy.yaml has fields and values that Envoy knows", err == nil, err)
	check("a misspelt field is an error", readEnvoy([]byte("static_resources: { listener: [] }")) != nil)
}

func checkCompose(file string) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithName("test"))
	check("compose.yaml is there", err == nil, err)
	project, err := options.LoadProject(context.Background())
	check("compose.yaml follows the specification", err == nil, err)
	if err != nil {
		return
	}
	for name, service := range project.Services {
		check("compose.yaml: "+name+" is read-only, not root, without capabilities",
			service.ReadOnly && service.User != "" && len(service.CapDrop) == 1 && service.CapDrop[0] == "ALL")
	}
	check("compose.yaml: the counts are not on the network in front", project.Networks["counts"].Internal)
}

func main() {
	folder := os.Args[1]
	checkChart(folder + "/helm/usersig-serve")
	checkEnvoy(folder + "/envoy/envoy.yaml")
	checkCompose(folder + "/compose.yaml")
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}
