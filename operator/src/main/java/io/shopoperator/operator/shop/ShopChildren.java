package io.shopoperator.operator.shop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.operator.kube.Children;
import io.shopoperator.operator.shop.database.DatabaseCredentials;
import io.shopoperator.operator.shop.database.DatabaseService;
import io.shopoperator.operator.shop.database.DatabaseVolume;
import io.shopoperator.operator.shop.database.cloudnativepg.Cluster;
import io.shopoperator.operator.shop.database.cloudnativepg.ClusterState;
import io.shopoperator.operator.shop.move.DatabaseMove;
import io.shopoperator.operator.shop.web.AdminCredentials;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries a plan out. */
final class ShopChildren {
    private static final int UNPROCESSABLE = 422;

    private final Shop shop;
    private final Children<Shop> children;

    ShopChildren(Shop shop, Children<Shop> children) {
        this.shop = shop;
        this.children = children;
    }

    /** Makes the credentials that are missing; what is there is never touched. */
    Surroundings withCredentials(Surroundings seen, Consumer<Finding> tell) {
        Optional<Secret> binding = seen.binding();
        if (binding.isEmpty() && shop.getSpec().database().embedded() != null) {
            Secret fresh = DatabaseCredentials.fresh(shop, Passwords.fresh());
            binding = Optional.of(children.create(fresh));
            if (seen.database().isPresent() && isNew(fresh, binding.get())) {
                tell.accept(
                        new Finding(
                                Reason.CREDENTIALS_RENEWED,
                                "Secret " + ShopNames.database(shop)
                                        + " was gone. New credentials were made; database and web pods are restarted with them."));
            }
        }
        return seen.with(binding, seen.admin().orElseGet(() -> administrator(seen, tell)));
    }

    private Secret administrator(Surroundings seen, Consumer<Finding> tell) {
        Secret fresh = AdminCredentials.fresh(shop, Passwords.fresh());
        Secret admin = children.create(fresh);
        if (seen.web().isPresent() && isNew(fresh, admin)) {
            tell.accept(
                    new Finding(
                            Reason.CREDENTIALS_RENEWED,
                            "Secret " + ShopNames.admin(shop)
                                    + " was gone. A new password was made for the administrator; it is good once the migration has run again."));
        }
        return admin;
    }

    /** Whether what was made is what is there: a Secret that somebody took the labels from is there, although no informer sees it. */
    private static boolean isNew(Secret fresh, Secret there) {
        return fresh.getData().equals(there.getData());
    }

    /** Applies all that can be applied; says what the API server would not let through for a reason that a person can remove. */
    Optional<Finding> apply(ShopPlan plan, Surroundings seen) {
        Optional<Finding> problem = apply(plan.children(), plan.move(), seen);
        plan.obsolete().forEach(children::delete);
        plan.move().obsolete().forEach(children::deleteAsSeen);
        plan.migration().ifPresent(children::create);
        plan.runs().forEach(children::create);
        plan.backup().ifPresent(children::ensure);
        plan.ledger().found().forEach(children::ensure);
        return problem;
    }

    /** Brings the handing over of a database to its end for a shop that is left alone otherwise. */
    void finish(DatabaseMove.Step move, Surroundings seen) {
        List<HasMetadata> all = new ArrayList<>();
        seen.volume()
                .map(claim ->
                        DatabaseVolume.handedOver(shop, claim, DatabaseMove.marked(shop, Optional.of(claim), move)))
                .ifPresent(all::add);
        all.add(DatabaseService.desired(shop, move.leads()));
        all.addAll(move.children());
        apply(all, move, seen);
        move.obsolete().forEach(children::deleteAsSeen);
        move.start().ifPresent(children::create);
    }

    private Optional<Finding> apply(List<HasMetadata> all, DatabaseMove.Step move, Surroundings seen) {
        Optional<Finding> problem = Optional.empty();
        for (HasMetadata child : all) {
            try {
                apply(child, seen);
            } catch (Children.ForeignObjectException e) {
                problem = Optional.of(new Finding(Reason.NAME_TAKEN, e.getMessage()));
            } catch (KubernetesClientException e) {
                problem = Optional.of(refused(child, move, seen, e).orElseThrow(() -> e));
            }
        }
        return problem;
    }

    /** What holds data, and was deleted while this plan was made, is not made anew by it, nor a Deployment without a number of pods: the next plan says when. */
    private void apply(HasMetadata child, Surroundings seen) {
        if (child instanceof Deployment web && web.getSpec().getReplicas() == null) {
            seen.web().ifPresent(there -> children.applyWithoutReplicas(there, web));
            return;
        }
        holdsData(child, seen)
                .map(there -> there.getMetadata().getUid())
                .ifPresentOrElse(uid -> children.applyTo(uid, child), () -> children.apply(child));
    }

    private Optional<? extends HasMetadata> holdsData(HasMetadata child, Surroundings seen) {
        if (child instanceof Cluster) return seen.cluster().cluster();
        return child instanceof PersistentVolumeClaim && !isBackupVolume(child) ? there(child, seen) : Optional.empty();
    }

    private Optional<PersistentVolumeClaim> there(HasMetadata child, Surroundings seen) {
        String name = child.getMetadata().getName();
        return name.equals(ShopNames.volume(shop)) ? seen.volume() : seen.move().claim(name);
    }

    /** What a person can do about it; empty if nobody can. */
    private Optional<Finding> refused(
            HasMetadata child, DatabaseMove.Step move, Surroundings seen, KubernetesClientException e) {
        if (child instanceof Cluster && (isRefusal(e) || isOfWebhook(e))) return Optional.of(clusterRefused(e));
        if (!isRefusal(e)) return Optional.empty();
        if (move.children().contains(child)) return Optional.of(notMoved(child, move, e));
        return isGrowing(child, seen) ? Optional.of(notGrown((PersistentVolumeClaim) child, e)) : Optional.empty();
    }

    private static Finding notMoved(HasMetadata child, DatabaseMove.Step move, KubernetesClientException e) {
        return new Finding(
                Reason.MOVE_BLOCKED,
                "The database stays where it is, for the " + child.getKind() + " "
                        + child.getMetadata().getName() + " could not be made: " + words(e)
                        + " Make room for it, or set " + move.field() + " back.");
    }

    private Finding clusterRefused(KubernetesClientException e) {
        String words = words(e);
        if (ClusterState.tellsOfQuota(words)) return ClusterState.quotaExceeded(words);
        return new Finding(
                Reason.CLUSTER_REFUSED,
                "The Cluster " + ShopNames.database(shop)
                        + " could not be made what spec.database.cloudNativePg and spec.size say: " + words
                        + (isRefusal(e)
                                ? " Correct the spec, or what is said there."
                                : " CloudNativePG's operator has to run for that; see the pods of its namespace."));
    }

    /** Who is to judge it does not answer. */
    private static boolean isOfWebhook(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_INTERNAL_ERROR && words(e).contains("failed calling webhook");
    }

    private static String words(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(status -> status.getMessage())
                .orElse(e.getMessage());
    }

    private boolean isGrowing(HasMetadata child, Surroundings seen) {
        if (!(child instanceof PersistentVolumeClaim)) return false;
        return isBackupVolume(child)
                ? seen.backupVolume().isPresent()
                : seen.volume().isPresent();
    }

    private boolean isBackupVolume(HasMetadata child) {
        return child.getMetadata().getName().equals(ShopNames.backup(shop));
    }

    private Finding notGrown(PersistentVolumeClaim claim, KubernetesClientException e) {
        String field = isBackupVolume(claim) ? "spec.backup.destination.volume.size" : "spec.database.embedded.storage";
        return new Finding(
                isBackupVolume(claim) ? Reason.BACKUP_STORAGE_NOT_GROWN : Reason.STORAGE_NOT_GROWN,
                "The volume " + claim.getMetadata().getName() + " could not be grown to "
                        + claim.getSpec().getResources().getRequests().get("storage") + ": "
                        + words(e)
                        + " Use a storage class with allowVolumeExpansion, or set " + field + " back.");
    }

    private static boolean isRefusal(KubernetesClientException e) {
        return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == UNPROCESSABLE;
    }
}
