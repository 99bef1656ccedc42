package io.shopoperator.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Puts orders of a shop, or the whole shop, back from a backup, once: first a preview, then, when that is approved, the work. */
@Group("shop-operator.io")
@Version("v1alpha1")
@ShortNames("shr")
@AdditionalPrinterColumn(name = "Shop", jsonPath = ".spec.shopRef.name")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Backup", jsonPath = ".status.backup")
@AdditionalPrinterColumn(name = "Dry Run", jsonPath = ".spec.dryRun", type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "Conflicts",
        jsonPath = ".status.preview.conflictCount",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Applied", jsonPath = ".status.applied.at", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = "self.metadata.name.size() <= 52 && self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message = "metadata.name must have at most 52 characters and hold only lower-case letters, digits and '-': "
                + "the names of the restore's Jobs are made from it")
public class ShopRestore extends CustomResource<ShopRestoreSpec, ShopRestoreStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public ShopRestoreSpec getSpec() {
        return super.getSpec();
    }
}
