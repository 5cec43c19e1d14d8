using CityKit.Edge.Devices.Tests.Support;

namespace CityKit.Edge.Devices.Tests.Rows;

public sealed class DisplayRowTests
{
    [Theory]
    [InlineData("ssd1306", 8)]
    [InlineData("ssd1306-32", 4)]
    public void Ssd1306_Rows_ArePagesOf128Columns(string type, int pages)
    {
        var chip = new CommandChip(_ => []);
        using var bench = new Bench($$"""{"name": "x", "type": "{{type}}"}""", i2c: _ => chip);
        Assert.True(bench.Devices.TryShow("x", ["Il", "次"]), bench.Devices.Status[0].Why);
        // 0x40 begins data (data sheet 8.1.5)
        var drawn = chip.Written.Where(w => w[0] == 0x40 && w.Length == 129).TakeLast(pages).ToArray();
        Assert.Equal(pages, drawn.Length);
        Assert.Contains(drawn[0][1..9], column => column != 0);
        Assert.Contains(drawn[0][9..17], column => column != 0);
        Assert.All(drawn[0][17..], column => Assert.Equal(0, column));
        Assert.Contains(drawn[1][1..9], column => column != 0); // a letter that it does not have is a question mark
        Assert.All(drawn[2], (value, at) => Assert.True(at == 0 || value == 0));
    }

    /// <summary>The letter L has one upright column and a foot: in the chip's order, a bit for each point from the top.</summary>
    [Fact]
    public void Ssd1306_LetterL_StandsUpright()
    {
        var chip = new CommandChip(_ => []);
        using var bench = new Bench("""{"name": "x", "type": "ssd1306-32"}""", i2c: _ => chip);
        bench.Devices.TryShow("x", ["L"]);
        var letter = chip.Written.Where(w => w.Length == 129).TakeLast(4).First()[1..9];
        Assert.Contains(letter, column => System.Numerics.BitOperations.PopCount(column) == 7); // seven points high
        // at the bottom, to the right
        Assert.All(letter[4..7],
            foot => Assert.True(System.Numerics.BitOperations.TrailingZeroCount(foot) >= 4, Convert.ToHexString(letter)));
    }

    [Fact]
    public void Lcd1602_TwoRows_AreWrittenInNibblesToTheBackpack()
    {
        var chip = new CommandChip(_ => []);
        using var bench = new Bench("""{"name": "x", "type": "lcd1602"}""", i2c: _ => chip);
        Assert.True(bench.Devices.TryShow("x", ["HI", "this row is too long to be shown"]));
        // RS and E: a nibble of data
        var data = chip.Written.SelectMany(w => w).Where(b => (b & 0b101) == 0b101).Select(b => b >> 4).ToArray();
        Assert.Contains($"{(int)'H' >> 4},{'H' & 15},{(int)'I' >> 4},{'I' & 15}", string.Join(',', data), StringComparison.Ordinal);
    }
}
