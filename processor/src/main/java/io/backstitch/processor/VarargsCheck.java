package io.backstitch.processor;

import java.util.List;

/** {@code VarargsNotBindable}: a parameter that is any number of parameters. */
final class VarargsCheck implements Check {

  @Override
  public List<Report> check(FlowView view) {
    return view.flow().methods().stream()
        .flatMap(method -> method.parameters().stream())
        .filter(ParameterModel::varargs)
        .map(
            p ->
                Report.error(
                    Kind.VARARGS_NOT_BINDABLE,
                    p.at(),
                    "Parameter '"
                        + p.name()
                        + "' takes any number of arguments ("
                        + p.declared().toString().replaceFirst("\\[]$", "...")
                        + "), but values are bound by name, and these have none. Take a List or a"
                        + " Map"))
        .toList();
  }
}
