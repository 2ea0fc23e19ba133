package io.backstitch.processor;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Takes one class through all stages: read, check, plan, write. */
final class Step {

  private final ProcessingEnvironment environment;
  private final Set<String> written;

  /** The names are those of classes that exist as sources and must not be written again. */
  Step(ProcessingEnvironment environment, Set<String> written) {
    this.environment = environment;
    this.written = written;
  }

  /** Processes a class, or returns false if it has to wait for another round. */
  boolean process(TypeElement type) {
    try {
      if (Unfinished.mentionsMissing(
          type, environment.getElementUtils(), environment.getTypeUtils())) {
        return false;
      }
      run(type);
    } catch (RuntimeException e) {
      // One class that we cannot cope with must not hide what is wrong with the others.
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "["
                  + Kind.INTERNAL_ERROR.tag()
                  + "] The processor cannot cope with this class. That is a mistake of the"
                  + " processor, not of the class; please report it, with this:\n"
                  + trace,
              type);
    }
    return true;
  }

  private void run(TypeElement type) {
    Locator locator = new Locator(type);
    FlowReader reader =
        new FlowReader(type, environment.getTypeUtils(), environment.getElementUtils(), locator);
    FlowModel flow = reader.read();
    List<Report> reports = new ArrayList<>(reader.reports());
    boolean template =
        flow.flow() == null && flow.generic() && type.getModifiers().contains(Modifier.ABSTRACT);
    Wiring wiring = new Wiring(flow);
    if (!template) {
      reports.addAll(Checks.run(new FlowView(flow, wiring, reader.oracle(), written)));
    }
    reports.forEach(report -> locator.print(report, environment.getMessager()));
    boolean wanted = flow.flow() != null || !flow.tasks().isEmpty();
    if (wanted && !template) {
      boolean skeleton = reports.stream().anyMatch(report -> !report.warning());
      write(type, FlowPlan.of(flow, wiring, skeleton), locator);
    }
  }

  private void write(TypeElement type, FlowPlan plan, Locator locator) {
    List<TypeSpec> specs =
        plan.flow().flow() == null
            ? List.of(AtomsWriter.write(plan))
            : List.of(AtomsWriter.write(plan), new FlowWriter(plan).write());
    for (TypeSpec spec : specs) {
      String name =
          Stream.of(plan.flow().source().packageName(), spec.name())
              .filter(s -> !s.isEmpty())
              .reduce((a, b) -> a + "." + b)
              .orElseThrow();
      if (written.contains(name)) {
        continue; // Reported as a DuplicateName.
      }
      TypeSpec complete = spec.toBuilder().addOriginatingElement(type).build();
      JavaFile file = FileWriter.file(plan.flow().source().packageName(), complete, plan);
      try {
        file.writeTo(environment.getFiler());
      } catch (FilerException e) {
        locator.print(
            Report.error(
                Kind.DUPLICATE_NAME,
                plan.flow().at(),
                "Another class is called "
                    + name
                    + " already, so the generated one cannot be. Rename "
                    + plan.flow().simpleName()),
            environment.getMessager());
      } catch (IOException e) {
        environment
            .getMessager()
            .printMessage(Diagnostic.Kind.ERROR, "Cannot write " + name + ": " + e, type);
      }
    }
  }
}
