using CityKit.Edge.Devices.Tests.Support;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices.Tests.Rows;

public sealed class ExpanderRowTests
{
    private const string Wiring = """
        "lines": [{"name": "door", "chip": "device:x", "offset": 3}, {"name": "tank", "chip": "device:x", "offset": 12, "activeLow": true, "bias": "pull-up"}],
        "outputs": [{"name": "lamp", "kind": "lamp", "chip": "device:x", "offset": 0}, {"name": "siren", "kind": "siren", "chip": "device:x", "offset": 15, "activeLow": true}]
        """;

    [Theory]
    [InlineData("mcp23017", 0x12, 0x14)]
    [InlineData("tca9555", 0x00, 0x02)]
    public void RegisterExpander_InAndOut_AreItsRegisters(string type, byte inputs, byte latches)
    {
        var chip = new ByteChip().Set(inputs, 0x08, 0x10);
        using var bench = new Bench($$"""{"name": "x", "type": "{{type}}"}""", Wiring, _ => chip);
        using var lines = bench.Devices.OpenLines(Bench.Boot)!;
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(lines.IsActive)); // bit 3 high; bit 12 high, and active low
        using var lamp = bench.Devices.OpenOutput(bench.Configuration.Outputs[0]);
        using var siren = bench.Devices.OpenOutput(bench.Configuration.Outputs[1]);
        Assert.Equal([0x00, 0x80], Latches()); // safe: the siren is off when its line is high
        lamp.Set(true);
        siren.Set(true);
        Assert.Equal([0x01, 0x00], Latches());
        lamp.Dispose();
        siren.Dispose();
        Assert.Equal([0x00, 0x80], Latches());

        byte[] Latches() => chip.Registers[latches..(latches + 2)];
    }

    [Theory]
    [InlineData("mcp23017", 0x00)]
    [InlineData("tca9555", 0x06)]
    public void RegisterExpander_Opened_HasLevelsBeforeDirections(string type, byte directions)
    {
        var chip = new ByteChip();
        using var bench = new Bench($$"""{"name": "x", "type": "{{type}}"}""", Wiring, _ => chip);
        Assert.NotNull(bench.Devices.Probe("x"));
        var writes = chip.Written.Where(w => w.Length == 3).ToArray();
        Assert.Equal([0x00, 0x80], writes[0][1..]);
        Assert.Equal([directions, 0xFE, 0x7F], writes[^1]);
        Assert.Single(writes, w => w[0] == directions); // no line is an input for a moment
    }

    [Fact]
    public void Mcp23017_Opened_PullsUpWhatAsksForIt()
    {
        var chip = new ByteChip();
        using var bench = new Bench("""{"name": "x", "type": "mcp23017"}""", Wiring, _ => chip);
        bench.Devices.Probe("x");
        Assert.Equal([0x00, 0x10], chip.Registers[0x0C..0x0E]);
    }

    [Fact]
    public void Pcf8575_Opened_KeepsInputsHighAndOutputsSafeInEveryWrite()
    {
        var chip = new PortChip { Wired = 0xFFFF & ~(1 << 3) };
        using var bench = new Bench("""{"name": "x", "type": "pcf8575"}""", Wiring, _ => chip);
        using var lines = bench.Devices.OpenLines(Bench.Boot)!;
        Assert.Equal([false, false], Enumerable.Range(0, 2).Select(lines.IsActive));
        Assert.All(chip.Written, w => Assert.Equal([0xFE, 0xFF], w)); // all high but the lamp, which is off
        using var lamp = bench.Devices.OpenOutput(bench.Configuration.Outputs[0]);
        lamp.Set(true);
        Assert.Equal(0xFFFF, chip.Driven);
    }

    [Fact]
    public void Output_ExpanderUnplugged_ThrowsAndIsSetOnceItIsBack()
    {
        var chip = new ByteChip { IsPlugged = false };
        using var bench = new Bench("""{"name": "x", "type": "mcp23017"}""", Wiring, _ => chip);
        using var lamp = bench.Devices.OpenOutput(bench.Configuration.Outputs[0]);
        Assert.Contains("lamp", Assert.ThrowsAny<IOException>(() => lamp.Set(true)).Message, StringComparison.Ordinal);
        Assert.True(lamp.IsActive);
    }

    [Fact]
    public void Lines_LevelChanges_AreEdgesInOrderOfTime()
    {
        var chip = new ByteChip();
        using var bench = new Bench("""{"name": "x", "type": "mcp23017", "pollMs": 5}""", Wiring, _ => chip);
        using var lines = bench.Devices.OpenLines(Bench.Boot)!;
        var begun = lines.Now;
        chip.Registers[0x12] = 0x08;
        var edges = new LineEvent[4];
        LineRead read;
        do read = lines.Read(edges, TimeSpan.FromSeconds(10));
        while (read.Count == 0);
        Assert.Equal((0, true, 1u), (edges[0].Line, edges[0].IsActive, edges[0].LineSequence));
        Assert.InRange(edges[0].Nanoseconds, begun, lines.Now);
        Assert.True(read.Until >= edges[0].Nanoseconds);
    }

    [Fact]
    public void Lines_ExpanderUnpluggedAndBack_IsAbsenceWithItsReasonAndTheLevelAfter()
    {
        var chip = new ByteChip();
        using var bench = new Bench("""{"name": "x", "type": "mcp23017", "pollMs": 5}""", Wiring, _ => chip);
        using var lines = bench.Devices.OpenLines(Bench.Boot)!;
        chip.IsPlugged = false;
        var away = NextChange(lines);
        Assert.Equal((false, "chip-away"), (away.Present, away.Reason));
        chip.Registers[0x12] = 0x08;
        chip.IsPlugged = true; // it is tried again after a second
        LinePresence back;
        do back = NextChange(lines);
        while (!back.Present);
        Assert.True(lines.IsActive(0));
    }

    private static LinePresence NextChange(ILineSource lines)
    {
        var edges = new LineEvent[4];
        while (true)
        {
            Assert.Equal(0, lines.Read(edges, TimeSpan.FromSeconds(10)).Count);
            if (lines.TakePresence() is { } change) return change;
        }
    }
}
