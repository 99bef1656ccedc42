package io.shopoperator.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A web shop: one image, one host, one database. */
@Group("shop-operator.io")
@Version("v1alpha1")
@ShortNames("sh")
@Categories("all")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Status", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Version", jsonPath = ".status.version.current")
@AdditionalPrinterColumn(name = "Replicas", jsonPath = ".status.replicas", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Size", jsonPath = ".spec.size")
@AdditionalPrinterColumn(name = "URL", jsonPath = ".status.url")
@AdditionalPrinterColumn(
        name = "Last Backup",
        jsonPath = ".status.backup.lastSuccess",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
        value = "self.metadata.name.size() <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "metadata.name must have at most 40 characters, start with a letter and hold only lower-case letters, "
                        + "digits and '-': the names of the shop's children are made from it")
@ValidationRule(
        value = "!has(self.spec.database) || !has(self.spec.database.embedded) || !has(oldSelf.spec.database) || "
                + "!has(oldSelf.spec.database.embedded) || "
                + "!isQuantity(self.spec.database.embedded.storage) || "
                + "quantity(self.spec.database.embedded.storage)"
                + ".compareTo(quantity(oldSelf.spec.database.embedded.storage)) >= 0 || "
                + "(has(self.status) && has(self.status.database) && has(self.status.database.storage) && "
                + "isQuantity(self.status.database.storage) && "
                + "quantity(self.spec.database.embedded.storage)"
                + ".compareTo(quantity(self.status.database.storage)) >= 0)",
        fieldPath = ".spec.database.embedded.storage",
        messageExpression = "'storage can only grow: set it to ' + oldSelf.spec.database.embedded.storage + ' or more'",
        message = "storage can only grow: set it to its former size or more")
@ValidationRule(
        value =
                "(has(self.spec.origin) == has(oldSelf.spec.origin) && (!has(self.spec.origin) || self.spec.origin == oldSelf.spec.origin)) || "
                        + "!has(self.status) || !(has(self.status.origin) || (has(self.status.release) && has(self.status.release.stable)))",
        fieldPath = ".spec.origin",
        message = "origin cannot be changed any more, the shop has its data: create another shop")
public class Shop extends CustomResource<ShopSpec, ShopStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public ShopSpec getSpec() {
        return super.getSpec();
    }
}
