package io.shopoperator.operator.restore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.DatabaseSpec;
import io.shopoperator.api.v1alpha1.DatabaseStatus;
import io.shopoperator.api.v1alpha1.EmbeddedDatabaseSpec;
import io.shopoperator.api.v1alpha1.FullScopeSpec;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopRestore;
import io.shopoperator.operator.restore.RestoreJob.Work;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopNames;
import io.shopoperator.operator.shop.ShopPods;
import io.shopoperator.operator.shop.backup.ScratchShop;
import io.shopoperator.operator.shop.backup.ToolsPod;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A whole shop comes back: a database beside the shop's gets the backup, is checked and brought to the shop's schema, and the shop's command
 * compares it or puts it in the place of the shop's. A run that is repeated goes on where the one before was ended.
 */
final class WholeRestoreJob {
    static final String CONTAINER = "database-restore";
    static final String REMOVAL = "forget";

    private static final int RETRIES = 2;

    /** A database that is away for some minutes is waited for. */
    private static final int REMOVAL_RETRIES = 6;

    private final Shop shop;
    private final ShopRestore restore;
    private final OperatorSettings settings;

    /**
     * Where the state comes from that the shop gets.
     *
     * @param database the database beside the shop's that holds it then
     * @param backup id of the backup it is restored from; empty if the database is there
     */
    record State(String database, Optional<String> backup) {}

    private WholeRestoreJob(Shop shop, ShopRestore restore, OperatorSettings settings) {
        this.shop = shop;
        this.restore = restore;
        this.settings = settings;
    }

    /** The Job that previews or applies a restore of a shop that has been installed. */
    static Job desired(Shop shop, ShopRestore restore, State state, OperatorSettings settings, Work work) {
        return new WholeRestoreJob(shop, restore, settings).exchange(state, work);
    }

    /** The Job that removes a database of the restore. */
    static Job removal(Shop shop, ShopRestore restore, String database, OperatorSettings settings) {
        return new WholeRestoreJob(shop, restore, settings).removal(database);
    }

    private Job exchange(State state, Work work) {
        boolean fromBackup = state.backup().isPresent();
        ToolsPod tools =
                new ToolsPod(shop, settings, new Needs(true, fromBackup ? Key.IDENTITY : Key.NONE, fromBackup));
        List<Volume> volumes = new ArrayList<>(tools.volumes(RestoreJob.labels(shop, restore)));
        volumes.addAll(ScratchShop.volumes());
        volumes.add(ShopPods.secret("admin", ShopNames.admin(shop)));
        ScratchShop scratch = new ScratchShop(shop, settings, tools);
        return job(
                work,
                RETRIES,
                tools.pod()
                        .withInitContainers(
                                scratch.filling(beside(tools, state)),
                                // lets the administrator of now in, too
                                scratch.migration(ShopPods.readOnly("admin", "/bindings/admin")))
                        .withContainers(command(scratch, work))
                        .withVolumes(volumes));
    }

    private Job removal(String database) {
        ToolsPod tools = new ToolsPod(shop, settings, new Needs(true, Key.NONE, false));
        return job(
                Work.CLEAN,
                REMOVAL_RETRIES,
                tools.pod()
                        .withContainers(tools.container(
                                REMOVAL,
                                List.of("forget", database),
                                Map.of("RESTORE", restore.getMetadata().getUid())))
                        .withVolumes(tools.volumes(RestoreJob.labels(shop, restore))));
    }

    private Job job(Work work, int retries, PodSpecBuilder pod) {
        return RestoreJob.job(shop, restore, settings, work, retries, pod.build());
    }

    private Container beside(ToolsPod tools, State state) {
        Map<String, String> further = new TreeMap<>();
        further.put("BESIDE", state.database());
        further.put("OLD", WholeNames.old(restore));
        further.put("RESTORE", restore.getMetadata().getUid());
        volumeBytes().ifPresent(bytes -> further.put("VOLUME_BYTES", bytes));
        List<String> arguments = state.backup().map(id -> List.of("beside", id)).orElse(List.of("adopt"));
        return tools.container("beside", arguments, further);
    }

    /** What the database's volume was asked for; nothing is known of the disks of a database of somebody else. */
    private Optional<String> volumeBytes() {
        DatabaseSpec database = shop.getSpec().database();
        Optional<String> size = database.cloudNativePg() == null
                ? Optional.ofNullable(database.embedded()).map(this::storage)
                : Optional.of(database.cloudNativePg().storage());
        return size.map(
                asked -> new Quantity(asked).getNumericalAmount().toBigInteger().toString());
    }

    /** A growth that the cluster refused does not count. */
    private String storage(EmbeddedDatabaseSpec embedded) {
        return Optional.ofNullable(shop.getStatus().database())
                .map(DatabaseStatus::storage)
                .orElse(embedded.storage());
    }

    private Container command(ScratchShop scratch, Work work) {
        return scratch.container(
                CONTAINER,
                shop.getStatus().release().stable().image(),
                List.of("database", "restore"),
                List.of(ShopPods.readOnly("database", "/bindings/database"), ScratchShop.boundAt("/bindings/backup")),
                List.of(ShopPods.variable("SHOP_RESTORE", request(work))));
    }

    private String request(Work work) {
        FullScopeSpec full = restore.getSpec().scope().full();
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("id", restore.getMetadata().getUid());
        request.put("oldDatabase", WholeNames.old(restore));
        request.put("keepOldForHours", full.keepOldForHours());
        request.put("sessions", full.sessions());
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
