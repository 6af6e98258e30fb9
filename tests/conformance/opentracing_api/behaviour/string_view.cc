#include <opentracing/string_view.h>

#include "tests/conformance/opentracing_api/behaviour/behaviour.h"

namespace behaviour {
void StringViews() {
  using opentracing::string_view;
  const std::string text = "a text";
  string_view empty;
  string_view view = text;
  SHOW(empty.data() == nullptr);
  SHOW(empty.empty());
  SHOW(std::string(empty));
  SHOW(view);
  SHOW(view.data() == text.data());
  SHOW(view.size());
  SHOW(view.length());
  SHOW(view[2] == 't');
  SHOW(view.end() - view.begin());
  SHOW(string_view("a\0b", 3).size());
  SHOW(string_view("a\0b").size());
  SHOW(view == "a text");
  SHOW("a text" == view);
  SHOW(view == text);
  SHOW(text == view);
  SHOW(view == string_view("a texT"));
  SHOW(view != "a");
  SHOW("a" != view);
  SHOW(view != text);
  SHOW(text != view);
  SHOW(empty == "");
  std::ostringstream stream;
  stream.width(20);
  stream << view << '|' << string_view("x\0y", 3);
  SHOW(stream.str());
}
}  // namespace behaviour
