package io.backstitch.processor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes what is wanted of a flow besides its classes, next to the class files. There is a file for
 * each flow, and none for all: so a build tool knows which to write again when a class changes.
 */
final class ExtraWriter {

  private final ProcessingEnvironment environment;
  private final Extras extras;

  ExtraWriter(ProcessingEnvironment environment, Extras extras) {
    this.environment = environment;
    this.extras = extras;
  }

  /** Writes the files of a class without mistakes; there are none if it is no flow. */
  void write(TypeElement type, FlowPlan plan, Wiring wiring) {
    FlowModel.Declaration declared = plan.flow().flow();
    if (declared != null && !extras.wanted().isEmpty()) {
      List<MemberLink> links = MemberLink.of(plan.flow(), wiring);
      for (Extra extra : extras.wanted()) {
        write(type, plan, extra, extra.content(plan, declared, wiring, links));
      }
    }
  }

  private void write(TypeElement type, FlowPlan plan, Extra extra, String content) {
    String file = plan.flowName().simpleName() + extra.suffix();
    try (OutputStream out =
        environment
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT, plan.flowName().packageName(), file, type)
            .openOutputStream()) {
      // A writer would use the encoding of the sources.
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      environment
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "Cannot write "
                  + file
                  + ", which the option -A"
                  + extra.option()
                  + " asks for: "
                  + e
                  + ". See whether the compiler can write where it puts the class files, or leave"
                  + " the option out",
              type);
    }
  }
}
