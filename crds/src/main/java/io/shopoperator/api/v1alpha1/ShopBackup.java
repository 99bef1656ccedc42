package io.shopoperator.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One backup of a shop: made by the schedule, or by whoever creates this. */
@Group("shop-operator.io")
@Version("v1alpha1")
@ShortNames("shb")
@AdditionalPrinterColumn(name = "Shop", jsonPath = ".spec.shopRef.name")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Orders", jsonPath = ".status.orders", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Bytes", jsonPath = ".status.bytes", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Verified", jsonPath = ".status.verification.result")
@AdditionalPrinterColumn(name = "Completed", jsonPath = ".status.completedAt", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Pinned", jsonPath = ".spec.pinned", type = AdditionalPrinterColumn.Type.BOOLEAN)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = "self.metadata.name.size() <= 52 && self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message = "metadata.name must have at most 52 characters and hold only lower-case letters, digits and '-': "
                + "the names of the backup's Jobs are made from it")
public class ShopBackup extends CustomResource<ShopBackupSpec, ShopBackupStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public ShopBackupSpec getSpec() {
        return super.getSpec();
    }
}
