package io.archscape.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.archscape.InputException;
import io.archscape.arch.Attention;
import io.archscape.arch.Stage;
import io.archscape.space.Fitting;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class NetworkDrawingTest {
  @TempDir Path folder;

  static Stream<NetworkDrawing> drawings() {
    return Drawings.all().values().stream();
  }

  private static List<String> texts(NetworkDrawing drawing) throws Exception {
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(drawing.bytes(DrawingFormat.SVG)));
    NodeList nodes = svg.getElementsByTagName("text");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static List<Mark.Text> textMarks(Page page) {
    return page.marks().stream()
        .filter(Mark.Text.class::isInstance)
        .map(Mark.Text.class::cast)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void svgIsWellFormedAndHoldsEveryStage(NetworkDrawing drawing) throws Exception {
    List<String> texts = texts(drawing);
    List<Stage> stages = drawing.network().stages();
    for (int i = 0; i < stages.size(); i++) {
      assertThat(texts)
          .contains(
              "s" + (i + 1),
              String.valueOf(stages.get(i).width()),
              "x" + stages.get(i).depth(),
              String.valueOf(stages.get(i).stride()));
    }
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void nothingSticksOutOfThePage(NetworkDrawing drawing) {
    Page page = drawing.page();
    assertThat(textMarks(page)).hasSizeGreaterThan(30);
    for (Mark.Text text : textMarks(page)) {
      assertThat(text.left()).as(text.text()).isGreaterThanOrEqualTo(0);
      assertThat(text.left() + text.width()).as(text.text()).isLessThanOrEqualTo(page.width());
      assertThat(text.y()).as(text.text()).isBetween(text.font().size(), page.height() - 4.0);
    }
    for (Mark mark : page.marks()) {
      if (mark instanceof Mark.Box box) {
        assertThat(box.x() + box.width()).isLessThanOrEqualTo(page.width());
        assertThat(box.y() + box.height()).isLessThanOrEqualTo(page.height());
        assertThat(Math.min(box.x(), box.y())).isGreaterThanOrEqualTo(0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void noTwoTextsOverlap(NetworkDrawing drawing) {
    List<Mark.Text> texts = textMarks(drawing.page());
    for (int i = 0; i < texts.size(); i++) {
      for (int j = i + 1; j < texts.size(); j++) {
        assertThat(overlap(texts.get(i), texts.get(j)))
            .as("%s and %s", texts.get(i), texts.get(j))
            .isFalse();
      }
    }
  }

  private static boolean overlap(Mark.Text a, Mark.Text b) {
    boolean sideBySide = a.left() + a.width() <= b.left() || b.left() + b.width() <= a.left();
    return !sideBySide && top(a) < bottom(b) && top(b) < bottom(a);
  }

  private static double top(Mark.Text text) {
    return text.y() - 0.75 * text.font().size();
  }

  private static double bottom(Mark.Text text) {
    return text.y() + 0.2 * text.font().size();
  }

  @ParameterizedTest
  @MethodSource("drawings")
  void textInsideABoxStaysInside(NetworkDrawing drawing) {
    Page page = drawing.page();
    int held = 0;
    for (Mark mark : page.marks()) {
      if (mark instanceof Mark.Box box && box.height() > 15 && box.fill() != Ink.STAGE) {
        for (Mark.Text text : textMarks(page)) {
          boolean begins = inside(box, text.left(), text.y());
          assertThat(inside(box, text.left() + text.width(), text.y())).isEqualTo(begins);
          held += begins ? 1 : 0;
        }
      }
    }
    assertThat(held).isGreaterThan(10);
  }

  private static boolean inside(Mark.Box box, double x, double y) {
    return x > box.x() && x < box.x() + box.width() && y > box.y() && y < box.y() + box.height();
  }

  @Test
  void theSameDrawingGivesTheSameBytes() {
    for (DrawingFormat format : DrawingFormat.values()) {
      assertThat(Drawings.fitted().bytes(format))
          .as(format.name())
          .isEqualTo(Drawings.fitted().bytes(format));
    }
  }

  @Test
  void pngIsThePageAtTwoPixelsAUnit() throws IOException {
    NetworkDrawing drawing = Drawings.fitted();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(drawing.bytes(DrawingFormat.PNG)));
    assertThat(image.getWidth()).isEqualTo(2 * drawing.page().width());
    assertThat(image.getHeight()).isEqualTo(2 * drawing.page().height());
    int stage = Ink.STAGE.color().getRGB();
    int[] rgb = image.getRGB(0, 0, image.getWidth(), 700, null, 0, image.getWidth());
    assertThat(Arrays.stream(rgb).filter(pixel -> pixel == stage).count()).isGreaterThan(10_000);
  }

  /** ResNet-18: 11,689,512 params, as torchvision's resnet18 has. */
  /** Those of every column first, then what the stages' blocks have. */
  @Test
  void theRowsOfTheTableHaveOneOrder() throws Exception {
    List<String> rows =
        List.of(
            "output",
            "width",
            "stride",
            "depth",
            "block",
            "expansion",
            "kernel",
            "multiplier b",
            "group width g",
            "attention",
            "csp");
    List<List<String>> found = new ArrayList<>();
    for (NetworkDrawing drawing : Drawings.all().values()) {
      List<String> table =
          texts(drawing).stream().dropWhile(text -> !text.equals("output")).toList();
      List<String> own = table.stream().filter(rows::contains).distinct().toList();
      assertThat(own).isEqualTo(rows.stream().filter(own::contains).toList());
      found.add(own);
    }
    assertThat(found.stream().flatMap(List::stream)).containsAll(rows);
  }

  @Test
  void theHeadingHoldsTheTotals() throws Exception {
    assertThat(texts(Drawings.all().get("basic")))
        .contains(
            "image 224x224x3, 1000 classes: 1,814,074,344 flops (multiply-adds), "
                + "11,689,512 params, 2,685,416 acts");
  }

  @Test
  void widthsAreShownBeforeAndAfterTheAdjustmentWithTheReason() throws Exception {
    NetworkDrawing drawing = Drawings.fitted();
    assertThat(texts(drawing))
        .contains("64 -> 24", "104 -> 96", "120", "330 -> 336", "fits as requested");
    String all = String.join(" ", texts(drawing));
    assertThat(all)
        .contains(drawing.fittings().get(0).reason(), drawing.fittings().get(1).reason());
  }

  @Test
  void saysSoWhereNothingHadToBeAdjusted() throws Exception {
    NetworkDrawing drawing = Drawings.fitted();
    List<Fitting> fine =
        drawing.fittings().stream()
            .map(Fitting::adjusted)
            .map(a -> Fitting.of(1, a.width(), a.multiplier(), a.groupWidth()))
            .toList();
    NetworkDrawing same = new NetworkDrawing("same", List.of(), drawing.network(), 224, 1000, fine);
    assertThat(String.join(" ", texts(same))).contains("nothing had to be adjusted");
  }

  @Test
  void aBlockOfEachKindIsOpenedAndTheOthersAreNamed() {
    Anatomy anatomy = Drawings.all().get("regnetx").anatomy();
    List<PartsByKind.Kind> kinds = PartsByKind.of(anatomy);
    assertThat(kinds.stream().map(PartsByKind.Kind::title))
        .containsExactly("stem", "head", "block s1.b1", "block s2.b2");
    assertThat(kinds.get(2).also()).isEqualTo("also s2.b1, s3.b1, s4.b1");
    assertThat(kinds.get(3).also()).isEqualTo("also s2.b3..b9, s3.b2..b30, s4.b2..b20");
  }

  @Test
  void skipAndProjectionAreEdges() {
    Anatomy anatomy = Drawings.all().get("regnetx").anatomy();
    Flow projected = Flow.of(anatomy, anatomy.stages().get(0).blocks().get(0));
    assertThat(projected.cells().stream().map(Flow.Cell::name))
        .containsExactly("from stem.conv_af", "f.a", "f.b", "f.c", "proj", "add");
    assertThat(projected.cells().get(2).text()).isEqualTo("conv 3x3 /2, 6 groups of 8, norm, relu");
    assertThat(projected.cells().get(5).inputs()).containsExactlyInAnyOrder(4, 3);
    Flow plain = Flow.of(anatomy, anatomy.stages().get(1).blocks().get(1));
    assertThat(plain.cells().get(4).inputs()).containsExactlyInAnyOrder(0, 3);
    assertThat(new LaneLayout(plain).skips()).containsExactly(new LaneLayout.Skip(0, 4, 0));
  }

  @Test
  void nestedSkipsRunSideBySide() {
    NetworkDrawing drawing = Drawings.all().get("regnety");
    Anatomy anatomy = drawing.anatomy();
    LaneLayout lanes = new LaneLayout(Flow.of(anatomy, anatomy.stages().get(1).blocks().get(1)));
    assertThat(lanes.skips().stream().map(LaneLayout.Skip::channel)).containsExactly(0, 1);
  }

  @Test
  void aCrossStagePartialStageIsOpenedWithItsBlocksClosed() {
    Anatomy anatomy = Drawings.all().get("csp").anatomy();
    Flow flow = Flow.of(anatomy, anatomy.stages().get(0));
    assertThat(flow.cells().stream().map(Flow.Cell::name))
        .containsExactly(
            "from stem.conv_af",
            "b1",
            "csp.past",
            "csp.through",
            "b2 .. b3",
            "csp.transition_b",
            "csp.concat",
            "csp.transition");
    assertThat(flow.cells().get(6).inputs()).containsExactly(2, 5);
  }

  @Test
  void thePartsCostWhatTheNetworkCosts() {
    for (NetworkDrawing drawing : Drawings.all().values()) {
      Anatomy anatomy = drawing.anatomy();
      var sum = anatomy.cost(anatomy.stem()).plus(anatomy.cost(anatomy.head()));
      for (Anatomy.Stage stage : anatomy.stages()) {
        sum = sum.plus(anatomy.cost(stage.whole()));
      }
      assertThat(sum).as(drawing.name()).isEqualTo(anatomy.graph().cost());
    }
  }

  @Test
  void namesThatXmlCannotHoldAreDrawnNevertheless() throws Exception {
    NetworkDrawing odd =
        new NetworkDrawing(
            "a\u0000b\uD800c\uFFFF<&>",
            List.of(),
            Drawings.regNet(new Attention.None()),
            32,
            10,
            List.of());
    assertThat(texts(odd)).contains("a?b?c?<&>");
  }

  @Test
  void anUnknownExtensionIsTold() {
    for (String name : new String[] {"net.bmp", "net", ".svg", "net.pdf"}) {
      assertThatThrownBy(() -> Drawings.fitted().save(folder.resolve(name)))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("drawing file must end in .svg, .png or .dot, got ")
          .hasMessageEndingWith(name);
    }
  }

  @Test
  void missingFoldersAreMade() throws IOException {
    Path file = folder.resolve("a/b/net.SVG");
    Drawings.fitted().save(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(Drawings.fitted().bytes(DrawingFormat.SVG));
  }

  @Test
  void asManyFittingsAsStagesOrNone() {
    NetworkDrawing drawing = Drawings.fitted();
    assertThatThrownBy(
            () ->
                new NetworkDrawing(
                    "x", List.of(), drawing.network(), 224, 10, drawing.fittings().subList(0, 2)))
        .hasMessage("a drawing must have no fittings or one per stage, got 2 for 4 stages");
  }
}
