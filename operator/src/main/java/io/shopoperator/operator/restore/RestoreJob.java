package io.shopoperator.operator.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.OrdersScopeSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.backup.ScratchShop;
import io.shopoperator.operator.shop.backup.ToolsJob;
import io.shopoperator.operator.shop.backup.ToolsPod;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Orders come back: the backup is restored into a PostgreSQL of the pod's own, brought to the shop's schema, and the shop's command moves
 * the orders over in one transaction.
 */
final class RestoreJob {
    static final String CONTAINER = "orders-restore";

    /** On Jobs and their pods: the ShopRestore they work for. */
    static final String LABEL = "shop-operator.io/restore";

    /** A run that is repeated changes nothing. */
    private static final int RETRIES = 1;

    private final Shop shop;
    private final ShopRestore restore;
    private final RestoreSource.From from;
    private final OperatorSettings settings;
    private final Work work;

    /** What a run does. */
    enum Work {
        PREVIEW,
        APPLY,
        /** Removes the database that a restore of a whole shop has left. */
        CLEAN
    }

    private RestoreJob(Shop shop, ShopRestore restore, RestoreSource.From from, OperatorSettings settings, Work work) {
        this.shop = shop;
        this.restore = restore;
        this.from = from;
        this.settings = settings;
        this.work = work;
    }

    static String name(ShopRestore restore, Work work) {
        return restore.getMetadata().getName() + "-" + work.name().toLowerCase(Locale.ROOT);
    }

    /** The Job that previews or applies a restore of a shop that has been installed. */
    static Job desired(Shop shop, ShopRestore restore, RestoreSource.From from, OperatorSettings settings, Work work) {
        return new RestoreJob(shop, restore, from, settings, work).job();
    }

    private Job job() {
        // the shop's database tells which migrations it has had
        ToolsPod tools = new ToolsPod(shop, settings, new Needs(true, Key.IDENTITY, true));
        ScratchShop scratch = new ScratchShop(shop, settings, tools);
        return job(
                shop,
                restore,
                settings,
                work,
                RETRIES,
                tools.pod()
                        .withInitContainers(
                                scratch.filling(tools.container("fill", fillArguments(), Map.of())),
                                scratch.database(),
                                scratch.migration())
                        .withContainers(command(scratch))
                        .withVolumes(volumes(tools))
                        .build());
    }

    /** A Job of a restore, with this pod. */
    static Job job(Shop shop, ShopRestore restore, OperatorSettings settings, Work work, int retries, PodSpec pod) {
        return ToolsJob.around(
                new ObjectMetaBuilder()
                        .withName(name(restore, work))
                        .withNamespace(restore.getMetadata().getNamespace())
                        .withLabels(labels(shop, restore))
                        .withOwnerReferences(Owners.reference(restore))
                        .build(),
                retries,
                settings.backup().deadline(),
                pod);
    }

    static Map<String, String> labels(Shop shop, ShopRestore restore) {
        Map<String, String> labels = new TreeMap<>(ShopLabels.of(shop, Component.RESTORE));
        labels.put(LABEL, restore.getMetadata().getName());
        return labels;
    }

    /** Of a backup as much as these orders need; the write-ahead log is that of a whole database. */
    private List<String> fillArguments() {
        List<String> arguments = new ArrayList<>(List.of("fill", from.word()));
        if (restore.getSpec().from().time() == null) {
            restore.getSpec().scope().orders().numbers().forEach(number -> arguments.add(number.toString()));
        }
        return arguments;
    }

    private Container command(ScratchShop scratch) {
        return scratch.container(
                CONTAINER,
                shop.getStatus().release().stable().image(),
                List.of("orders", "restore"),
                List.of(ShopPods.readOnly("database", "/bindings/database"), ScratchShop.boundAt("/bindings/backup")),
                List.of(ShopPods.variable("SHOP_RESTORE", request())));
    }

    private List<Volume> volumes(ToolsPod tools) {
        List<Volume> volumes = new ArrayList<>(tools.volumes(labels(shop, restore)));
        volumes.addAll(ScratchShop.volumes());
        return volumes;
    }

    private String request() {
        OrdersScopeSpec orders = restore.getSpec().scope().orders();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("id", restore.getMetadata().getUid());
        request.put("name", restore.getMetadata().getName());
        request.put("backup", from.word());
        request.put("takenAt", from.takenAt());
        request.put("orders", orders.numbers());
        request.put("onConflict", orders.onConflict());
        request.put("dryRun", work == Work.PREVIEW);
        String approved = RestorePlan.approved(restore);
        if (work == Work.APPLY && approved != null) request.put("approvedDiff", approved);
        try {
            return new ObjectMapper().writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers and words are always JSON", e);
        }
    }
}
