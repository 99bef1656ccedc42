// Command storage provisions volumes that live on one node, as a local disk does. Each volume is a file of the requested
// size with a file system of its own, mounted through a loop device: a full volume is full, and its neighbours do not notice.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const (
	provisionerName = "shop-cluster/local-volume"
	hostnameLabel   = "kubernetes.io/hostname"
	smallestVolume  = 8 << 20 // below this ext4 has no room for a journal
)

// localVolumes keeps, per volume, the image <root>/<name>.img mounted on <root>/<name>.
type localVolumes struct {
	root string
}

func main() {
	kubeconfig := flag.String("kubeconfig", "", "path of the kubeconfig")
	root := flag.String("root", "", "directory that holds the volumes")
	flag.Parse()
	if err := run(*kubeconfig, *root); err != nil {
		fmt.Fprintln(os.Stderr, "storage:", err)
		os.Exit(1)
	}
}

func run(kubeconfig, root string) error {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	ctx = klog.NewContext(ctx, klog.Background())
	controller.NewProvisionController(ctx, client, provisionerName, &localVolumes{root: root},
		controller.LeaderElection(false), controller.MetricsPort(0)).Run(ctx)
	return nil
}

// Provision creates the volume's file system and returns a PersistentVolume bound to the node the scheduler chose.
func (l *localVolumes) Provision(_ context.Context, options controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	if options.SelectedNodeName == "" {
		return nil, controller.ProvisioningFinished, fmt.Errorf("no node is selected: the storage class must have volumeBindingMode WaitForFirstConsumer")
	}
	for _, mode := range options.PVC.Spec.AccessModes {
		if mode != v1.ReadWriteOnce && mode != v1.ReadWriteOncePod {
			return nil, controller.ProvisioningFinished, fmt.Errorf("access mode %s is not possible on a local volume: use ReadWriteOnce", mode)
		}
	}
	capacity := options.PVC.Spec.Resources.Requests[v1.ResourceStorage]
	if capacity.Value() < smallestVolume {
		return nil, controller.ProvisioningFinished, fmt.Errorf("a volume of %s is too small: request at least 8Mi", capacity.String())
	}
	path, err := l.create(options.PVName, capacity.Value())
	if err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	filesystem := v1.PersistentVolumeFilesystem
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   options.PVC.Spec.AccessModes,
			VolumeMode:                    &filesystem,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: capacity},
			PersistentVolumeSource:        v1.PersistentVolumeSource{Local: &v1.LocalVolumeSource{Path: path}},
			NodeAffinity: &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{{
				MatchExpressions: []v1.NodeSelectorRequirement{
					{Key: hostnameLabel, Operator: v1.NodeSelectorOpIn, Values: []string{options.SelectedNodeName}},
				},
			}}}},
		},
	}, controller.ProvisioningFinished, nil
}

// Delete unmounts the volume and removes its data.
func (l *localVolumes) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	path := filepath.Join(l.root, volume.Name)
	if volume.Spec.Local == nil || volume.Spec.Local.Path != path {
		return &controller.IgnoredError{Reason: "the volume was not made by this provisioner"}
	}
	mounted, err := isMounted(path)
	if err != nil {
		return err
	}
	if mounted {
		if err := command("umount", path); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(path + ".img"); err != nil {
		return err
	}
	return os.RemoveAll(path)
}

// create makes and mounts the volume; run again after an interruption, it goes on where it was.
func (l *localVolumes) create(name string, bytes int64) (string, error) {
	path := filepath.Join(l.root, name)
	image := path + ".img"
	mounted, err := isMounted(path)
	if err != nil || mounted {
		return path, err
	}
	if err := os.MkdirAll(path, 0o755); err != nil {
		return "", err
	}
	if _, err := os.Stat(image); os.IsNotExist(err) {
		unfinished := image + ".new"
		if err := command("truncate", "--size", fmt.Sprint(bytes), unfinished); err != nil {
			return "", err
		}
		if err := command("mkfs.ext4", "-q", "-F", "-m", "0", unfinished); err != nil {
			return "", err
		}
		if err := os.Rename(unfinished, image); err != nil {
			return "", err
		}
	} else if err != nil {
		return "", err
	}
	return path, command("mount", "-o", "loop,noatime", image, path)
}

func isMounted(path string) (bool, error) {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return false, err
	}
	return strings.Contains(string(mounts), " "+path+" "), nil
}

func command(name string, args ...string) error {
	output, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(string(output)))
	}
	return nil
}
