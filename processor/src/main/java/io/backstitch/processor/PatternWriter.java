package io.backstitch.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes {@code patternOf}, which puts the atoms of a flow together. The code of one method cannot
 * be longer than 64 KiB, so very many links are drawn in several.
 */
final class PatternWriter {

  private static final int MOST_LINKS = 1_000;

  private final FlowPlan plan;
  private final ClassName type;

  private PatternWriter(FlowPlan plan, ClassName type) {
    this.plan = plan;
    this.type = type;
  }

  static List<MethodSpec> write(FlowPlan plan, FlowModel.Order order) {
    String pattern =
        switch (order) {
          case GRAPH -> "GraphFlow";
          case LINEAR -> "LinearFlow";
          case UNORDERED -> "UnorderedFlow";
        };
    return new PatternWriter(plan, Api.flow(pattern)).write();
  }

  private List<MethodSpec> write() {
    List<CodeBlock> links = new ArrayList<>();
    for (Wiring.Link link : plan.links()) {
      links.add(CodeBlock.of(".link($S, $S)", link.from(), link.to()));
    }
    if (links.size() <= MOST_LINKS) {
      return List.of(start("patternOf", Api.FLOW_PATTERN, links));
    }
    List<MethodSpec> methods = new ArrayList<>(List.of(start("unlinked", type, List.of())));
    CodeBlock call = CodeBlock.of("unlinked(holder)");
    for (int from = 0; from < links.size(); from += MOST_LINKS) {
      String name = "linked" + methods.size();
      methods.add(link(name, links.subList(from, Math.min(from + MOST_LINKS, links.size()))));
      call = CodeBlock.of("$L($L)", name, call);
    }
    methods.add(0, taking("patternOf", Api.FLOW_PATTERN).addStatement("return $L", call).build());
    return methods;
  }

  /** A method that makes the pattern of all atoms, with some links. */
  private MethodSpec start(String name, ClassName returned, List<CodeBlock> links) {
    List<CodeBlock> calls = new ArrayList<>();
    plan.retries().stream()
        .filter(retry -> retry.retry().ofFlow())
        .forEach(retry -> calls.add(CodeBlock.of(".retry($L)", made(retry.factory()))));
    Iterator<AtomPlan> atoms = plan.atoms().iterator();
    Iterator<SubflowPlan> subflows = plan.subflows().iterator();
    for (Member member : plan.flow().members()) {
      CodeBlock made =
          member instanceof TaskModel
              ? made(atoms.next().factory())
              : SubflowWriter.call(subflows.next());
      calls.add(CodeBlock.of(".add($L)", element(member, made)));
    }
    calls.addAll(links);
    CodeBlock named = CodeBlock.of("$T.named(NAME)", type);
    return taking(name, returned).addCode(Chain.returning(type, "flow", named, calls)).build();
  }

  /** An element, or the flow in which something guards it, with who decides. */
  private CodeBlock element(Member member, CodeBlock made) {
    List<CodeBlock> parts = new ArrayList<>();
    plan.retries().stream()
        .filter(retry -> retry.retry().guards(member))
        .forEach(
            retry -> {
              parts.add(CodeBlock.of("$T.named($S)", Api.flow("LinearFlow"), member.name()));
              parts.add(CodeBlock.of(".retry($L)", made(retry.factory())));
            });
    parts.add(parts.isEmpty() ? made : CodeBlock.of(".add($L)", made));
    for (DeciderPlan decider : plan.deciders()) {
      if (decider.decider().task().equals(member.name())) {
        parts.add(CodeBlock.of(".decider($L)", made(decider.factory())));
      }
    }
    return parts.size() == 1 ? made : CodeBlock.of("\n    $L", CodeBlock.join(parts, "\n        "));
  }

  private CodeBlock made(String factory) {
    return CodeBlock.of("$T.$L(holder)", plan.atomsName(), factory);
  }

  private MethodSpec.Builder taking(String name, ClassName returned) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(returned)
        .addParameter(plan.holder(), "holder");
  }

  /** A method that adds links to a pattern. */
  private MethodSpec link(String name, List<CodeBlock> links) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(type)
        .addParameter(type, "flow")
        .addCode(Chain.returning(type, "linked", CodeBlock.of("flow"), links))
        .build();
  }
}
