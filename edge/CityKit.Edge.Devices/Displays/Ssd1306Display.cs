using System.Device.I2c;
using Iot.Device.Max7219;

namespace CityKit.Edge.Devices.Displays;

/// <summary>
/// An SSD1306 of 128 × 32 or 128 × 64 points at register level (Solomon's data sheet, 9 and the application note's start), as rows of 16
/// characters. The binding of Iot.Device.Bindings 4.2.0 cannot be constructed without a graphics library beside it, and begins with the
/// settings of 32 rows. The letters are the 8 × 8 font that the bindings have for dot matrices.
/// </summary>
internal sealed class Ssd1306Display : IStatusDisplay
{
    private const byte Commands = 0x00;
    private const byte Data = 0x40;
    private const byte SequentialPins = 0x02; // 32 rows
    private const byte AlternatingPins = 0x12; // 64 rows
    private const int Width = 128;
    private const int LetterWidth = 8;
    private readonly I2cDevice device;

    internal Ssd1306Display(I2cDevice device, int height)
    {
        (this.device, Rows) = (device, height / 8);
        byte last = (byte)(height - 1), pins = height == 64 ? AlternatingPins : SequentialPins;
        // off; clock; rows; offset 0; start line 0; charge pump; horizontal addressing; both axes turned, as modules are mounted; contrast;
        // pre-charge; deselect level; show memory; not inverted; on
        device.Write([Commands, 0xAE, 0xD5, 0x80, 0xA8, last, 0xD3, 0x00, 0x40, 0x8D, 0x14, 0x20, 0x00, 0xA1, 0xC8, 0xDA, pins, 0x81, 0x8F,
            0xD9, 0xF1, 0xDB, 0x40, 0xA4, 0xA6, 0xAF]);
        Show([]);
    }

    public int Columns => Width / LetterWidth;

    public int Rows { get; }

    public void Show(IReadOnlyList<string> rows)
    {
        device.Write([Commands, 0x21, 0, Width - 1, 0x22, 0, (byte)(Rows - 1)]); // all columns of all pages
        Span<byte> page = stackalloc byte[Width + 1];
        for (var row = 0; row < Rows; row++)
        {
            page.Clear();
            page[0] = Data;
            Draw(row < rows.Count ? rows[row] : "", page[1..]);
            device.Write(page);
        }
    }

    public void Dispose() => device.Dispose();

    /// <summary>A page is 8 points high, and each byte is one of its columns, the lowest bit on top.</summary>
    private static void Draw(string text, Span<byte> page)
    {
        for (var i = 0; i < Math.Min(text.Length, Width / LetterWidth); i++)
        {
            var letter = Fonts.CP437[text[i]];
            for (var x = 0; x < Math.Min(letter.Count, LetterWidth); x++) page[i * LetterWidth + x] = letter[x];
        }
    }
}
