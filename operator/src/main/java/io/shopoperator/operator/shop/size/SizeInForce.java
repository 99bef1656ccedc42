package io.shopoperator.operator.shop.size;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.shopoperator.api.v1alpha1.PodSizeStatus;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopStatus;
import io.shopoperator.api.v1alpha1.SizingStatus;
import io.shopoperator.api.v1alpha1.TolerationStatus;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.settings.OperatorSettings.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The size that a shop's pods are made with, as its status remembers it: neither the spec nor the table of sizes need say the same any more. */
public final class SizeInForce {
    private SizeInForce() {}

    /** What is remembered; else what the table says of the spec's size, which may know none of that name. */
    public static Optional<Size> of(Shop shop, OperatorSettings settings) {
        Optional<Size> table =
                Optional.ofNullable(settings.sizes().get(shop.getSpec().size()));
        return remembered(shop, table).or(() -> table);
    }

    /** Labels of the nodes that the shop's database runs on. */
    public static Map<String, String> nodeSelector(Shop shop, OperatorSettings settings) {
        return of(shop, settings).map(Size::nodeSelector).orElse(Map.of());
    }

    /** Taints that the shop's pods tolerate, those that work for it for a while, too: they may have to go where its volumes are. */
    public static List<Toleration> tolerations(Shop shop, OperatorSettings settings) {
        return of(shop, settings).map(Size::tolerations).orElse(List.of());
    }

    /** What was told of a size for web pods and an embedded database; empty if that is not all of it. */
    public static Optional<Size> meantBy(SizingStatus told) {
        return Optional.of(told)
                .filter(sizing -> isWhole(sizing.web()) && isWhole(sizing.database()))
                .map(sizing -> size(sizing, Optional.empty()));
    }

    /** Whether two sizes are the same to an embedded database. */
    public static boolean isSameForTheDatabase(SizingStatus one, SizingStatus other) {
        return meantBy(one)
                .flatMap(first -> meantBy(other)
                        .filter(second -> first.database().equals(second.database()) && first.isPlacedAs(second)))
                .isPresent();
    }

    /** What is remembered, with what is not to be seen of pods from the table. */
    static Optional<Size> remembered(Shop shop, Optional<Size> table) {
        return Optional.ofNullable(shop.getStatus())
                .map(ShopStatus::sizing)
                .filter(sizing -> isWhole(sizing.web()))
                .map(sizing -> size(sizing, table));
    }

    private static Size size(SizingStatus sizing, Optional<Size> table) {
        return new Size(
                resources(sizing.web()),
                isWhole(sizing.database())
                        ? resources(sizing.database())
                        : table.map(Size::database).orElseGet(() -> resources(sizing.web())),
                sizing.nodeSelector(),
                sizing.tolerations().stream().map(SizeInForce::toleration).toList(),
                Optional.ofNullable(sizing.storageClassName()),
                table.filter(Size::nodesOnDemand).isPresent());
    }

    /** Whether a pod is of a size; what others have added to it does not matter. */
    static boolean isMade(PodSpec pod, String name, ResourceRequirements resources, Size size) {
        boolean gets = pod.getContainers().stream()
                .filter(container -> container.getName().equals(name))
                .map(container -> Objects.requireNonNullElseGet(container.getResources(), ResourceRequirements::new))
                .anyMatch(there -> includes(there.getRequests(), resources.getRequests())
                        && includes(there.getLimits(), resources.getLimits()));
        return gets
                && Objects.requireNonNullElse(pod.getNodeSelector(), Map.of()).equals(size.nodeSelector())
                && new HashSet<>(pod.getTolerations()).containsAll(size.tolerations());
    }

    private static boolean includes(Map<String, Quantity> there, Map<String, Quantity> wanted) {
        return there != null
                && wanted.entrySet().stream()
                        .allMatch(amount -> amount.getValue().equals(there.get(amount.getKey())));
    }

    private static boolean isWhole(PodSizeStatus pod) {
        return pod != null && pod.cpu() != null && pod.memory() != null;
    }

    private static ResourceRequirements resources(PodSizeStatus pod) {
        return OperatorSettings.resources(pod.cpu(), pod.memory());
    }

    private static Toleration toleration(TolerationStatus told) {
        return new TolerationBuilder()
                .withKey(told.key())
                .withOperator(told.operator())
                .withValue(told.value())
                .withEffect(told.effect())
                .withTolerationSeconds(told.tolerationSeconds())
                .build();
    }

    static TolerationStatus told(Toleration toleration) {
        return new TolerationStatus(
                toleration.getKey(),
                toleration.getOperator(),
                toleration.getValue(),
                toleration.getEffect(),
                toleration.getTolerationSeconds());
    }

    static PodSizeStatus told(ResourceRequirements resources) {
        return new PodSizeStatus(
                resources.getRequests().get("cpu").toString(),
                resources.getRequests().get("memory").toString());
    }
}
