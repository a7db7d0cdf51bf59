// The Helm chart: rendered with Helm's own code, every object decoded strictly into Kubernetes' own types. Then what has to agree
// between the objects is compared.
package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/lint"
	"helm.sh/helm/v3/pkg/lint/support"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/yaml"
)

// serviceMonitor has the fields of the Prometheus operator's type that the chart writes.
type serviceMonitor struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`
	Spec              struct {
		Selector  metav1.LabelSelector `json:"selector"`
		Endpoints []struct {
			Port     string `json:"port"`
			Interval string `json:"interval"`
		} `json:"endpoints"`
	} `json:"spec"`
}

// objects are what one rendering makes, by kind.
type objects struct {
	deployment *appsv1.Deployment
	scaler     *autoscalingv2.HorizontalPodAutoscaler
	policy     *networkingv1.NetworkPolicy
	disruption *policyv1.PodDisruptionBudget
	monitor    *serviceMonitor
	config     *corev1.ConfigMap
	account    *corev1.ServiceAccount
	services   []*corev1.Service
}

func decode(text string, into *objects) error {
	var kind metav1.TypeMeta
	if err := yaml.Unmarshal([]byte(text), &kind); err != nil {
		return err
	}
	var object any
	switch kind.APIVersion + " " + kind.Kind {
	case "apps/v1 Deployment":
		into.deployment = new(appsv1.Deployment)
		object = into.deployment
	case "autoscaling/v2 HorizontalPodAutoscaler":
		into.scaler = new(autoscalingv2.HorizontalPodAutoscaler)
		object = into.scaler
	case "networking.k8s.io/v1 NetworkPolicy":
		into.policy = new(networkingv1.NetworkPolicy)
		object = into.policy
	case "policy/v1 PodDisruptionBudget":
		into.disruption = new(policyv1.PodDisruptionBudget)
		object = into.disruption
	case "monitoring.coreos.com/v1 ServiceMonitor":
		into.monitor = new(serviceMonitor)
		object = into.monitor
	case "v1 ConfigMap":
		into.config = new(corev1.ConfigMap)
		object = into.config
	case "v1 ServiceAccount":
		into.account = new(corev1.ServiceAccount)
		object = into.account
	case "v1 Service":
		service := new(corev1.Service)
		into.services = append(into.services, service)
		object = service
	default:
		return fmt.Errorf("%s %s is not expected of this chart", kind.APIVersion, kind.Kind)
	}
	if err := yaml.UnmarshalStrict([]byte(text), object); err != nil {
		return fmt.Errorf("%s: %w", kind.Kind, err)
	}
	return nil
}

func render(loaded *chart.Chart, values map[string]any) (*objects, error) {
	options := chartutil.ReleaseOptions{Name: "test", Namespace: "default", IsInstall: true}
	all, err := chartutil.ToRenderValues(loaded, values, options, chartutil.DefaultCapabilities)
	if err != nil {
		return nil, err
	}
	files, err := engine.Render(loaded, all)
	if err != nil {
		return nil, err
	}
	found := new(objects)
	for name, text := range files {
		if !strings.HasSuffix(name, ".yaml") {
			continue
		}
		for _, document := range regexp.MustCompile(`(?m)^---$`).Split(text, -1) {
			if strings.TrimSpace(document) == "" {
				continue
			}
			if err := decode(document, found); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return found, nil
}

func selects(selector map[string]string, of map[string]string) bool {
	return len(selector) > 0 && labels.SelectorFromSet(selector).Matches(labels.Set(of))
}

// compare checks what has to agree between the objects, and what makes the pod safe.
func compare(name string, all *objects) {
	pod := all.deployment.Spec.Template
	container := pod.Spec.Containers[0]
	ports := map[string]bool{}
	for _, port := range container.Ports {
		ports[port.Name] = true
	}
	var metrics *corev1.Service
	for _, service := range all.services {
		target := service.Spec.Ports[0].TargetPort.String()
		check(name+": service "+service.Name+" reaches the pods", selects(service.Spec.Selector, pod.Labels) && ports[target])
		if target == "metrics" {
			metrics = service
		}
	}
	check(name+": the deployment has its pods", selects(all.deployment.Spec.Selector.MatchLabels, pod.Labels))
	check(name+": the disruption budget has them", selects(all.disruption.Spec.Selector.MatchLabels, pod.Labels))
	spread := pod.Spec.TopologySpreadConstraints[0]
	check(name+": they are spread", selects(spread.LabelSelector.MatchLabels, pod.Labels))
	if all.scaler != nil {
		target := all.scaler.Spec.ScaleTargetRef
		check(name+": the autoscaler scales the deployment, which has no number of its own",
			target.Name == all.deployment.Name && target.Kind == "Deployment" && all.deployment.Spec.Replicas == nil)
		_, hasRequest := container.Resources.Requests[corev1.ResourceCPU]
		check(name+": its percentage is of something", hasRequest)
	} else {
		check(name+": without an autoscaler the number is fixed", *all.deployment.Spec.Replicas == 2)
	}
	if all.policy != nil {
		isClosed := len(all.policy.Spec.PolicyTypes) == 2
		for _, rule := range all.policy.Spec.Ingress {
			isClosed = isClosed && len(rule.From) > 0 && len(rule.Ports) == 1 && ports[rule.Ports[0].Port.String()]
		}
		check(name+": the network policy has the pods, and no rule is for everybody",
			isClosed && selects(all.policy.Spec.PodSelector.MatchLabels, pod.Labels))
	}
	if all.monitor != nil {
		check(name+": the monitor has the metrics service alone",
			selects(all.monitor.Spec.Selector.MatchLabels, metrics.Labels) &&
				all.monitor.Spec.Endpoints[0].Port == metrics.Spec.Ports[0].Name)
	}
	for kind, probe := range map[string]*corev1.Probe{
		"startup": container.StartupProbe, "liveness": container.LivenessProbe, "readiness": container.ReadinessProbe,
	} {
		check(name+": "+kind+" probe", probe != nil && ports[probe.HTTPGet.Port.String()])
	}
	security, own := pod.Spec.SecurityContext, container.SecurityContext
	check(name+": not root, a read-only root, no capabilities, no token of Kubernetes",
		*security.RunAsNonRoot && *security.RunAsUser != 0 && security.SeccompProfile.Type == corev1.SeccompProfileTypeRuntimeDefault &&
			*own.ReadOnlyRootFilesystem && !*own.AllowPrivilegeEscalation && own.Capabilities.Drop[0] == "ALL" &&
			!*pod.Spec.AutomountServiceAccountToken && !*all.account.AutomountServiceAccountToken)
	volumes := map[string]corev1.Volume{}
	for _, volume := range pod.Spec.Volumes {
		volumes[volume.Name] = volume
	}
	for _, mount := range container.VolumeMounts {
		volume, isThere := volumes[mount.Name]
		// A subPath never changes again, and so a key could not be rotated.
		check(name+": volume "+mount.Name, isThere && mount.ReadOnly && mount.SubPath == "" &&
			(volume.Secret != nil && volume.Secret.SecretName == "usersig-keys" || volume.ConfigMap != nil && volume.ConfigMap.Name == all.config.Name))
	}
	configured := "/etc/usersig/config/serve.toml"
	check(name+": the configuration is where the server reads it",
		strings.Join(container.Args, " ") == "--config "+configured && strings.Contains(all.config.Data["serve.toml"], "sdk_app_id"))
}

func checkChart(folder string) {
	loaded, err := loader.Load(folder)
	check("the chart loads", err == nil, err)
	text, err := os.ReadFile(folder + "/values-example.yaml")
	check("the example is there", err == nil, err)
	example := map[string]any{}
	check("the example is YAML", yaml.UnmarshalStrict(text, &example) == nil)

	_, err = render(loaded, map[string]any{})
	check("without a configuration it says what is missing", err != nil && strings.Contains(err.Error(), "who may ask"), err)

	least := map[string]any{
		"config":        example["config"],
		"autoscaling":   map[string]any{"enabled": false},
		"networkPolicy": map[string]any{"enabled": false},
	}
	defaults := map[string]any{"config": example["config"]}
	more := map[string]any{
		"config":              example["config"],
		"image":               map[string]any{"repository": "example/usersig", "digest": "sha256:" + strings.Repeat("0", 64)},
		"imagePullSecrets":    []any{map[string]any{"name": "pull"}},
		"podLabels":           map[string]any{"team": "im"},
		"podAnnotations":      map[string]any{"a": "b"},
		"service":             map[string]any{"annotations": map[string]any{"a": "b"}},
		"serviceAccount":      map[string]any{"annotations": map[string]any{"a": "b"}},
		"serviceMonitor":      map[string]any{"enabled": true, "labels": map[string]any{"release": "prometheus"}},
		"nodeSelector":        map[string]any{"disk": "fast"},
		"tolerations":         []any{map[string]any{"key": "im", "operator": "Exists"}},
		"affinity":            map[string]any{"nodeAffinity": map[string]any{}},
		"priorityClassName":   "high",
		"env":                 []any{map[string]any{"name": "REDIS_URL", "value": "redis://x"}},
		"podDisruptionBudget": map[string]any{"maxUnavailable": "25%"},
	}
	for _, variant := range []struct {
		name   string
		values map[string]any
	}{{"least", least}, {"defaults", defaults}, {"example", example}, {"everything", more}} {
		all, err := render(loaded, variant.values)
		check(variant.name+": every object is one of Kubernetes, with fields that exist", err == nil, err)
		if err == nil {
			compare(variant.name, all)
		}
		result := lint.All(folder, variant.values, "default", true)
		for _, message := range result.Messages {
			// Information is that a chart should have an icon.
			if message.Severity >= support.WarningSev {
				check(variant.name+": lint", false, message)
			}
		}
		check(variant.name+": Helm's lint finds nothing", result.HighestSeverity < support.WarningSev)
	}

	// The check itself: a field that does not exist is found.
	err = decode("apiVersion: v1\nkind: Service\nspec:\n  prots: []\n", new(objects))
	check("a misspelt field is an error", err != nil)
}
