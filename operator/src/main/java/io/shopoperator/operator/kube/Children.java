package io.shopoperator.operator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes children what they should be, by server-side apply, and writes only what differs. */
public final class Children<P extends HasMetadata> {
    private static final String MANAGER = "shop-operator";
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(MANAGER)
            .withForce(true)
            .build();
    private static final PatchContext HAND_OVER = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(MANAGER + "-handover")
            .withForce(false)
            .build();

    /** Kinds that hold data: one that belongs to nobody and has our labels was kept when its former owner was deleted. */
    private static final Set<String> OUTLIVE_THEIR_OWNER = Set.of("PersistentVolumeClaim", "Cluster");

    private final P owner;
    private final Context<P> context;

    public Children(P owner, Context<P> context) {
        this.owner = owner;
        this.context = context;
    }

    /** Somebody else's object has the name of a child. */
    public static final class ForeignObjectException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignObjectException(HasMetadata object) {
            super(
                    "There is already a " + object.getKind() + " '"
                            + object.getMetadata().getName()
                            + "' in this namespace that does not belong to this shop. Delete or rename it, or give the shop another name.");
        }
    }

    /** Applies a child if it is not there or differs in a field that it should have. */
    public <R extends HasMetadata> void apply(R desired) {
        Optional<R> actual = there(desired);
        if (!matches(actual, desired)) write(desired);
    }

    /** Applies what is meant for the object of this uid: once that is gone, nothing is made in its place. */
    public <R extends HasMetadata> void applyTo(String uid, R desired) {
        Optional<R> actual =
                there(desired).filter(there -> uid.equals(there.getMetadata().getUid()));
        if (actual.isEmpty() || matches(actual, desired)) return;
        R meant = context.getClient().getKubernetesSerialization().clone(desired);
        meant.getMetadata().setUid(uid);
        try {
            write(meant);
        } catch (KubernetesClientException e) {
            // it went this moment, and an event tells of that
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }

    /**
     * Applies a Deployment that leaves its number of pods to an autoscaler, in place of {@code there}: that number stays as it is. A field that its only
     * owner leaves out falls back to its default, which is one pod, so another manager owns it as well before it is left out; the autoscaler takes it from both
     * when it changes it for the first time.
     */
    public void applyWithoutReplicas(Deployment there, Deployment desired) {
        if (!ownsReplicas(there) || handOver(there)) applyTo(there.getMetadata().getUid(), desired);
    }

    private static boolean ownsReplicas(Deployment there) {
        return there.getMetadata().getManagedFields().stream()
                .filter(entry -> MANAGER.equals(entry.getManager()) && "Apply".equals(entry.getOperation()))
                .flatMap(entry -> Stream.ofNullable(entry.getFieldsV1()))
                .map(fields -> fields.getAdditionalProperties().get("f:spec"))
                .anyMatch(spec -> spec instanceof Map<?, ?> fields && fields.containsKey("f:replicas"));
    }

    /** Whether the number of pods is another manager's as well now; it is not if somebody has changed it meanwhile. */
    private boolean handOver(Deployment there) {
        Deployment number = new DeploymentBuilder()
                .withNewMetadata()
                .withName(there.getMetadata().getName())
                .withNamespace(there.getMetadata().getNamespace())
                .withUid(there.getMetadata().getUid())
                .endMetadata()
                .withNewSpec()
                .withReplicas(there.getSpec().getReplicas())
                .endSpec()
                .build();
        try {
            remember(cache(number), context.getClient().resource(number).patch(HAND_OVER));
            return true;
        } catch (KubernetesClientException e) {
            // somebody has just changed the number, or the Deployment is gone, and an event tells of that
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
            return false;
        }
    }

    private <R extends HasMetadata> Optional<R> there(R desired) {
        Optional<R> actual =
                cache(desired).get(ResourceID.fromResource(desired)).or(() -> unseen(desired));
        actual.ifPresent(there -> refuseForeign(there, desired));
        return actual;
    }

    private <R extends HasMetadata> boolean matches(Optional<R> actual, R desired) {
        return actual.filter(there -> SSABasedGenericKubernetesResourceMatcher.<R>getInstance()
                        .matches(there, desired, context))
                .isPresent();
    }

    private <R extends HasMetadata> void write(R desired) {
        remember(cache(desired), context.getClient().resource(desired).patch(APPLY));
    }

    /** Creates a child that is never changed afterwards. Says what is there if another attempt was quicker. */
    public <R extends HasMetadata> R create(R desired) {
        R there = unseen(desired)
                .orElseGet(() -> context.getClient().resource(desired).create());
        refuseForeign(there, desired);
        remember(cache(desired), there);
        return there;
    }

    /** Creates something with a life of its own, unless there is one of its name. */
    public void ensure(HasMetadata desired) {
        try {
            context.getClient().resource(desired).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }

    /** Writes the status of the owner; {@code patch} holds nothing but its name and the status. */
    public void tell(P patch) {
        context.getClient().resource(patch).subresource("status").patch(APPLY);
    }

    /** Deletes a child and what belongs to it. */
    public void delete(HasMetadata child) {
        context.getClient().resource(child).delete();
    }

    /** Deletes a child as it was seen; one that has changed since is left to the next look. */
    public void deleteAsSeen(HasMetadata child) {
        try {
            context.getClient()
                    .resource(child)
                    .lockResourceVersion(child.getMetadata().getResourceVersion())
                    .delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) throw e;
        }
    }

    /** What an informer that is narrowed to our labels cannot see. */
    private <R extends HasMetadata> Optional<R> unseen(R desired) {
        return Optional.ofNullable(context.getClient().resource(desired).get());
    }

    private void refuseForeign(HasMetadata there, HasMetadata desired) {
        boolean kept = OUTLIVE_THEIR_OWNER.contains(there.getKind())
                && there.getMetadata().getOwnerReferences().isEmpty()
                && there.getMetadata().getLabels() != null
                && there.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(desired.getMetadata().getLabels().entrySet());
        if (!kept && !Owners.owns(owner, there)) throw new ForeignObjectException(there);
    }

    private <R extends HasMetadata> void remember(InformerEventSource<R, P> cache, R written) {
        cache.handleRecentResourceCreate(ResourceID.fromResource(written), written);
    }

    @SuppressWarnings("unchecked")
    private <R extends HasMetadata> InformerEventSource<R, P> cache(R desired) {
        return (InformerEventSource<R, P>)
                context.eventSourceRetriever().getEventSourceFor((Class<R>) desired.getClass());
    }
}
