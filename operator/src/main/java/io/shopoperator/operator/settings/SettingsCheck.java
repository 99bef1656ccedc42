package io.shopoperator.operator.settings;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Finds mistakes in the settings that would otherwise show only when a shop runs into them. */
public final class SettingsCheck {
    private static final BigDecimal LEAST_MEMORY = new BigDecimal(64L << 20);

    private static final BigDecimal LEAST_BACKUP_MEMORY = new BigDecimal(512L << 20);

    private static final int MOST_PROXIES = 10;

    private static final int MOST_JOBS = 32;

    private static final String LABEL =
            "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

    private static final String LABEL_VALUE = "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?";

    private static final String STORAGE_CLASS = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";

    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private SettingsCheck() {}

    /** One sentence per mistake, naming the setting and what to change; empty if all is well. */
    public static List<String> mistakes(OperatorSettings settings) {
        List<String> mistakes = new ArrayList<>();
        if (!settings.sizes().containsKey("small")) {
            mistakes.add("shop-operator.sizes has no size small, which shops get that name none: add it");
        }
        settings.sizes().forEach((name, size) -> {
            if (!name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
                mistakes.add(
                        "shop-operator.sizes." + name + ": a size is named with lower-case letters, digits and '-'");
            }
            check("shop-operator.sizes." + name + ".web", size.web(), mistakes);
            check("shop-operator.sizes." + name + ".database", size.database(), mistakes);
            places("shop-operator.sizes." + name, size, mistakes);
        });
        if (settings.database().image().isBlank()) {
            mistakes.add("shop-operator.database.image is empty: name an image with PostgreSQL, e.g. postgres:17");
        }
        if (settings.database().user() < 1 || settings.database().group() < 1) {
            mistakes.add(
                    "shop-operator.database.user and .group must be numbers above 0: PostgreSQL refuses to run as root");
        }
        cloudNativePg(settings.database().cloudNativePg(), mistakes);
        int port = settings.ingress().httpsPort();
        if (port < 1 || port > 65535) {
            mistakes.add("shop-operator.ingress.https-port=" + port + " is no port: use a number from 1 to 65535");
        }
        int proxies = settings.ingress().trustedProxies();
        if (proxies < 0 || proxies > MOST_PROXIES) {
            mistakes.add("shop-operator.ingress.trusted-proxies=" + proxies + " must be a number from 0 to "
                    + MOST_PROXIES + ": the ingress controller counts as one");
        }
        if (settings.migration().deadline().toSeconds() < 1) {
            mistakes.add("shop-operator.migration.deadline must be at least 1s");
        }
        backup(settings.backup(), mistakes);
        return mistakes;
    }

    private static void cloudNativePg(SettingsSource.CloudNativePg database, List<String> mistakes) {
        if (!database.image().matches(".*:17([.-][^:/]*)?(@.+)?")) {
            mistakes.add(
                    "shop-operator.database.cloud-native-pg.image=" + database.image()
                            + " is no PostgreSQL 17 by its tag, which CloudNativePG goes by and backups rely on: use e.g. registry.example.com/postgresql:17");
        }
        if (database.user() < 1 || database.group() < 1) {
            mistakes.add(
                    "shop-operator.database.cloud-native-pg.user and .group must be numbers above 0: PostgreSQL refuses to run as root");
        }
        if (!database.operatorNamespace().matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            mistakes.add("shop-operator.database.cloud-native-pg.operator-namespace=" + database.operatorNamespace()
                    + " is no name of a namespace: use e.g. cnpg-system");
        }
    }

    private static void backup(SettingsSource.Backup backup, List<String> mistakes) {
        if (backup.image().isBlank()) {
            mistakes.add("shop-operator.backup.image is empty: name the image of the backup tools, base/tools:17");
        }
        if (backup.user() < 1 || backup.group() < 1) {
            mistakes.add(
                    "shop-operator.backup.user and .group must be numbers above 0: PostgreSQL refuses to run as root");
        }
        if (amount(new Quantity(backup.cpu())).signum() <= 0) {
            mistakes.add("shop-operator.backup.cpu=" + backup.cpu() + " is no quantity above 0: use e.g. 200m");
        }
        if (amount(new Quantity(backup.memory())).compareTo(LEAST_BACKUP_MEMORY) < 0) {
            mistakes.add("shop-operator.backup.memory=" + backup.memory()
                    + " is no quantity or too little to restore a database in: use e.g. 768Mi");
        }
        if (amount(new Quantity(backup.spool())).signum() <= 0) {
            mistakes.add("shop-operator.backup.spool=" + backup.spool() + " is no quantity above 0: use e.g. 20Gi");
        }
        if (backup.jobs() < 1 || backup.jobs() > MOST_JOBS) {
            mistakes.add("shop-operator.backup.jobs=" + backup.jobs() + " must be a number from 1 to " + MOST_JOBS);
        }
        if (backup.deadline().toSeconds() < 1) {
            mistakes.add("shop-operator.backup.deadline must be at least 1s");
        }
    }

    private static void check(String setting, ResourceRequirements resources, List<String> mistakes) {
        Quantity cpu = resources.getRequests().get("cpu");
        Quantity memory = resources.getLimits().get("memory");
        if (amount(cpu).signum() <= 0) {
            mistakes.add(setting + ".cpu=" + cpu + " is no quantity above 0: use e.g. 250m");
        }
        if (amount(memory).compareTo(LEAST_MEMORY) < 0) {
            mistakes.add(setting + ".memory=" + memory + " is no quantity or too little: use e.g. 512Mi");
        }
    }

    /** Where the pods of a size run. */
    private static void places(String setting, OperatorSettings.Size size, List<String> mistakes) {
        size.nodeSelector().forEach((label, value) -> {
            if (!label.matches(LABEL) || !value.matches(LABEL_VALUE)) {
                mistakes.add(setting + ".node-selector: " + label + "=" + value
                        + " is no label of a node: use a name and a value such as pool=strong");
            }
        });
        for (int index = 0; index < size.tolerations().size(); index++) {
            toleration(
                    setting + ".tolerations[" + index + "]", size.tolerations().get(index), mistakes);
        }
        size.storageClassName()
                .filter(name -> !name.matches(STORAGE_CLASS))
                .ifPresent(name -> mistakes.add(setting + ".storage-class-name=" + name
                        + " is no name of a storage class: use lower-case letters, digits, '-' and '.'"));
    }

    private static void toleration(String setting, Toleration toleration, List<String> mistakes) {
        String operator = toleration.getOperator();
        boolean exists = "Exists".equals(operator);
        if (operator != null && !exists && !"Equal".equals(operator)) {
            mistakes.add(setting + ".operator=" + operator + " must be Exists or Equal");
        }
        if (exists && toleration.getValue() != null) {
            mistakes.add(
                    setting + " has a value although its operator is Exists: leave it out, or use the operator Equal");
        }
        if (toleration.getKey() == null && !exists) {
            mistakes.add(setting + " has no key: name the taint's, or use the operator Exists to tolerate all taints");
        }
        String effect = toleration.getEffect();
        if (effect != null && !EFFECTS.contains(effect)) {
            mistakes.add(setting + ".effect=" + effect + " must be one of " + String.join(", ", EFFECTS)
                    + ", or left out for all of them");
        }
        if (toleration.getTolerationSeconds() != null && !"NoExecute".equals(effect)) {
            mistakes.add(setting + ".toleration-seconds is for the effect NoExecute alone: leave it out");
        }
    }

    /** Zero if it is no quantity at all. */
    private static BigDecimal amount(Quantity quantity) {
        try {
            return quantity.getNumericalAmount();
        } catch (IllegalArgumentException e) {
            return BigDecimal.ZERO;
        }
    }
}
