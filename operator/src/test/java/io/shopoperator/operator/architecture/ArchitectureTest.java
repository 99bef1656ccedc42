package io.shopoperator.operator.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.shopoperator.operator.shop.ShopReconciler;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.shopoperator");

    @Test
    void theKindsDependOnNoRoom() {
        noClasses()
                .that()
                .resideInAPackage("io.shopoperator.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.shopoperator.operator..")
                .check(CLASSES);
    }

    @Test
    void childrenAreMadeWithoutAClient() {
        noClasses()
                .that()
                .resideInAPackage("..operator.shop.*..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KubernetesClient.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk..")
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.shopoperator.operator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void onlyTheWiringAsksTheSystemForTheTime() {
        noClasses()
                .that()
                .doNotHaveSimpleName("OperatorWiring")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void onlyTheSettingsReadConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..operator.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.config..")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .check(CLASSES);
    }

    @Test
    void nobodyCallsTheReconciler() {
        classes()
                .that()
                .areAssignableTo(ShopReconciler.class)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("..operator.shop")
                .check(CLASSES);
    }
}
