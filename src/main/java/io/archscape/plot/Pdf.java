package io.archscape.plot;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/** One page, 0.48 points a unit: the picture fills a column of 240 points. */
final class Pdf {
  private static final float POINTS = 0.48f;

  private Pdf() {}

  static byte[] render(Figure figure) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(0L); // else the time of day goes into the file
      document.getDocumentInformation().setTitle(figure.heading());
      document.getDocumentInformation().setSubject(figure.description());
      addPage(document, figure);
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void addPage(PDDocument document, Figure figure) throws IOException {
    PDPage page = new PDPage(new PDRectangle(POINTS * figure.width(), POINTS * figure.height()));
    document.addPage(page);
    PdfBoxGraphics2D canvas = new PdfBoxGraphics2D(document, figure.width(), figure.height());
    figure.paint(canvas);
    canvas.dispose();
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.transform(Matrix.getScaleInstance(POINTS, POINTS));
      content.drawForm(canvas.getXFormObject());
    }
  }
}
