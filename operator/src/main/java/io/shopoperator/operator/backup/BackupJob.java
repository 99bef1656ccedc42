package io.shopoperator.operator.backup;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.shopoperator.api.v1alpha1.Shop;
import io.shopoperator.api.v1alpha1.ShopBackup;
import io.shopoperator.operator.kube.Owners;
import io.shopoperator.operator.settings.OperatorSettings;
import io.shopoperator.operator.shop.ShopLabels;
import io.shopoperator.operator.shop.ShopLabels.Component;
import io.shopoperator.operator.shop.backup.BackupVolume;
import io.shopoperator.operator.shop.backup.ScratchShop;
import io.shopoperator.operator.shop.backup.ToolsJob;
import io.shopoperator.operator.shop.backup.ToolsPod;
import io.shopoperator.operator.shop.backup.ToolsPod.Key;
import io.shopoperator.operator.shop.backup.ToolsPod.Needs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run of the backup program for one backup. */
final class BackupJob {
    static final String CONTAINER = "backup";

    /** A run that is repeated finds what the one before has done. */
    private static final int RETRIES = 2;

    private BackupJob() {}

    /** What a run does. */
    enum Work {
        DUMP,
        VERIFY,
        PRUNE;

        String command() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The Job that does this work for a backup whose id and sequence are in its status. */
    static Job desired(Shop shop, ShopBackup backup, OperatorSettings settings, Work work) {
        Map<String, String> labels = labels(shop, backup);
        ToolsPod tools = new ToolsPod(shop, settings, needs(shop, work));
        return ToolsJob.around(
                new ObjectMetaBuilder()
                        .withName(BackupNames.job(backup, work))
                        .withNamespace(backup.getMetadata().getNamespace())
                        .withLabels(labels)
                        .withOwnerReferences(Owners.reference(backup))
                        .build(),
                RETRIES,
                settings.backup().deadline(),
                work == Work.VERIFY
                        ? verifying(shop, backup, settings, tools, labels)
                        : tools.pod()
                                .withContainers(program(tools, backup, work, work.command()))
                                .withVolumes(tools.volumes(labels))
                                .build());
    }

    /** After the comparison the shop is started on what was restored, and its home page read; a shop that has no release yet cannot be. */
    private static PodSpec verifying(
            Shop shop, ShopBackup backup, OperatorSettings settings, ToolsPod tools, Map<String, String> labels) {
        Optional<String> image = ScratchShop.servingImage(shop);
        List<Volume> volumes = new ArrayList<>(tools.volumes(labels));
        if (image.isEmpty()) {
            return tools.pod()
                    .withContainers(program(tools, backup, Work.VERIFY, "verify"))
                    .withVolumes(volumes)
                    .build();
        }
        ScratchShop scratch = new ScratchShop(shop, settings, tools);
        Container compare = scratch.filling(
                tools.container("compare", List.of("compare", backup.getStatus().id()), facts(backup, Work.VERIFY)));
        volumes.addAll(ScratchShop.volumes());
        return tools.pod()
                .withInitContainers(compare, scratch.database(), scratch.migration(), scratch.serving(image.get()))
                .withContainers(program(tools, backup, Work.VERIFY, "attest"))
                .withVolumes(volumes)
                .build();
    }

    private static Container program(ToolsPod tools, ShopBackup backup, Work work, String command) {
        return tools.container(CONTAINER, List.of(command, backup.getStatus().id()), facts(backup, work));
    }

    /** What the manifest tells of the ShopBackup, for the day it is all that is left. */
    private static Map<String, String> facts(ShopBackup backup, Work work) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("SEQUENCE", String.valueOf(backup.getStatus().sequence()));
        if (work == Work.DUMP)
            facts.put("PINNED", String.valueOf(backup.getSpec().pinned()));
        return facts;
    }

    /** What is made in place at the destination needs no room beside it. */
    private static Needs needs(Shop shop, Work work) {
        boolean inPlace = BackupVolume.isWanted(shop) && shop.getSpec().backup().encryption() == null;
        return switch (work) {
            case DUMP -> new Needs(true, Key.RECIPIENT, !inPlace);
            case VERIFY -> new Needs(false, Key.IDENTITY, true);
            case PRUNE -> new Needs(false, Key.NONE, false);
        };
    }

    private static Map<String, String> labels(Shop shop, ShopBackup backup) {
        Map<String, String> labels = new TreeMap<>(ShopLabels.of(shop, Component.BACKUP));
        labels.put(BackupNames.LABEL, backup.getMetadata().getName());
        return labels;
    }
}
