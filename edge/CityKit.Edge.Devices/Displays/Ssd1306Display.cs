using System.Device.I2c;
using Iot.Device.Max7219;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands;
using Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

namespace CityKit.Edge.Devices.Displays;

/// <summary>An SSD1306 of 128 × 32 or 128 × 64 points, as rows of 16 characters. The letters are the 8 × 8 font that Iot.Device.Bindings has for its dot matrices.</summary>
internal sealed class Ssd1306Display : IStatusDisplay
{
    private const int Width = 128;
    private const int LetterWidth = 8;
    private readonly Ssd1306 binding;
    private readonly int height;

    internal Ssd1306Display(I2cDevice device, int height)
    {
        this.height = height;
        binding = new Ssd1306(device, Width, height);
        if (height == 64) // the binding begins with the settings of 32 rows
        {
            binding.SendCommand((ISharedCommand)new SetMultiplexRatio(0x3F));
            binding.SendCommand(new SetComPinsHardwareConfiguration(true, false));
        }
        Show([]);
    }

    public int Columns => Width / LetterWidth;

    public int Rows => height / 8;

    public void Show(IReadOnlyList<string> rows)
    {
        binding.SendCommand(new SetColumnAddress(0, Width - 1));
        binding.SendCommand(new SetPageAddress(PageAddress.Page0, (PageAddress)(Rows - 1)));
        Span<byte> page = stackalloc byte[Width];
        for (var row = 0; row < Rows; row++)
        {
            Draw(row < rows.Count ? rows[row] : "", page);
            binding.SendData(page);
        }
    }

    public void Dispose() => binding.Dispose();

    /// <summary>A page is 8 points high, and each byte is one of its columns, the lowest bit on top.</summary>
    private static void Draw(string text, Span<byte> page)
    {
        page.Clear();
        for (var i = 0; i < Math.Min(text.Length, Width / LetterWidth); i++)
        {
            var letter = Fonts.CP437[text[i]];
            for (var x = 0; x < Math.Min(letter.Count, LetterWidth); x++) page[i * LetterWidth + x] = letter[x];
        }
    }
}
