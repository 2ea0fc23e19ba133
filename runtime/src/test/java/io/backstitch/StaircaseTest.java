package io.backstitch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Data walks up one staircase: no package depends on one above it, and there are no cycles. */
class StaircaseTest {

  private static final String ROOT = "io.backstitch";

  /** From the bottom to the top; the front door is what else there is in the root package. */
  private static final List<String> STAIRS =
      List.of(
          "internal",
          "vocabulary",
          "flow",
          "retry",
          "graph",
          "storage",
          "persistence",
          "executor",
          "machine",
          "engine",
          "listener",
          "run");

  /** What task code touches lives in the root package, and everything may use it. */
  private static final Set<String> VOCABULARY =
      Set.of(
          "AtomState",
          "AtomTimes",
          "Failure",
          "FlowFailedException",
          "FlowFailures",
          "FlowState",
          "FlowStoppedException",
          "Intention",
          "InvalidFlowException",
          "RecordedException",
          "RunCount",
          "RunCursor",
          "RunPage",
          "RunQuery",
          "RunSummary",
          "TaskContext");

  private static final JavaClasses RUNTIME =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static String stairOf(JavaClass any) {
    JavaClass type = any.getBaseComponentType();
    String name = type.getPackageName();
    if (name.equals(ROOT)) {
      String outermost = type.getName().substring(ROOT.length() + 1).split("\\$", 2)[0];
      return VOCABULARY.contains(outermost) ? "vocabulary" : "run";
    }
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).split("\\.", 2)[0] : "";
  }

  private static DescribedPredicate<JavaClass> on(String description, List<String> stairs) {
    return DescribedPredicate.describe(description, type -> stairs.contains(stairOf(type)));
  }

  @Test
  void everyPackageHasItsPlace() {
    RUNTIME.stream()
        .filter(type -> type.getPackageName().startsWith(ROOT))
        .filter(type -> !type.getPackageName().equals(ROOT + ".annotation"))
        .forEach(type -> assertThat(STAIRS).as(type.getName()).contains(stairOf(type)));
  }

  @Test
  void nothingDependsUpwards() {
    for (int stair = 0; stair < STAIRS.size() - 1; stair++) {
      noClasses()
          .that(on("on stair " + STAIRS.get(stair), List.of(STAIRS.get(stair))))
          .should()
          .dependOnClassesThat(
              on("above " + STAIRS.get(stair), STAIRS.subList(stair + 1, STAIRS.size())))
          .check(RUNTIME);
    }
  }

  @Test
  void thereAreNoCycles() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                String stair = stairOf(type);
                return stair.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(stair);
              }

              @Override
              public String getDescription() {
                return "stairs";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(RUNTIME);
  }

  @Test
  void userCodeIsCalledWithoutReflection() {
    noClasses()
        .that(on("below the codec", List.of("flow", "graph", "storage", "engine", "run")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.reflect.Method")
        .check(RUNTIME);
  }
}
