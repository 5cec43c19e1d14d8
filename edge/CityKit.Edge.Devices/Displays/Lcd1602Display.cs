using System.Device.I2c;
using Iot.Device.CharacterLcd;

namespace CityKit.Edge.Devices.Displays;

/// <summary>A display of 2 rows of 16 characters behind a PCF8574 backpack.</summary>
internal sealed class Lcd1602Display(I2cDevice device) : IStatusDisplay
{
    private readonly Lcd1602 binding = new(device, uses8Bit: false);

    public int Columns => 16;

    public int Rows => 2;

    public void Show(IReadOnlyList<string> rows)
    {
        for (var row = 0; row < Rows; row++)
        {
            binding.SetCursorPosition(0, row);
            binding.Write((row < rows.Count ? rows[row] : "").PadRight(Columns));
        }
    }

    public void Dispose() => binding.Dispose();
}
