package demo.inherited;

import io.backstitch.annotation.Flow;
import java.util.List;

/** Tasks of a superclass and of an interface, one of them implemented here. */
@Flow
class Report extends Reading<List<String>> implements Checked {

  @Override
  void print(String text, int sum) {
    throw new IllegalStateException(text + sum);
  }
}
