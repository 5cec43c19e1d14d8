using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using CityKit.Edge.Testing;
using NodaTime;

namespace CityKit.Edge.Guest;

/// <summary>What only the Linux source promises: how lines are found, who has them, outputs, the kernel's debounce.</summary>
internal static class LinuxChecks
{
    internal static IReadOnlyList<ConformanceCheck> All =>
    [
        new("a line is found by chip path and line name", FindsByPathAndName),
        new("a line taken by another program: the error names it", NamesWhoHasTheLine),
        new("a line name or number that is not there: the error says what is", SaysWhatThereIs),
        new("two chips with one label: refused", RefusesAmbiguousLabels),
        new("the kernel's debounce swallows a glitch", DebouncesInTheKernel),
        new("an output begins and ends in its safe state", OutputEndsSafe),
        new("an output works again after its chip was away", OutputComesBack),
        new("64 lines idle: CPU", IdlesCheaply),
    ];

    private static void FindsByPathAndName()
    {
        using var chip = new GpioSim("by-path");
        using var source = new LinuxLineSource(
            [new LinuxLine("door", chip.Path) { LineName = GpioSim.LineName(3), Bias = LineBias.PullDown }]);
        chip.Drive(3, true);
        Pause.For(TimeSpan.FromMilliseconds(5));
        Require(source.IsActive(0), "the line named SIM_D follows wire 3");
    }

    private static void NamesWhoHasTheLine()
    {
        using var chip = new GpioSim("taken");
        using var first = new LinuxLineSource([Line("a", chip, 0)], new LinuxLineSourceOptions { Consumer = "somebody-else" });
        var error = Refused(() => new LinuxLineSource([Line("b", chip, 0)]));
        Require(error is { Reason: "line-taken", Holder: "somebody-else" }
            && error.Message.Contains("somebody-else", StringComparison.Ordinal), error.Message);
    }

    private static void SaysWhatThereIs()
    {
        using var chip = new GpioSim("names");
        var byName = Refused(() => new LinuxLineSource([new LinuxLine("a", chip.Label) { LineName = "NO_SUCH" }]));
        Require(byName.Message.Contains("SIM_A, SIM_B", StringComparison.Ordinal), byName.Message);
        var byOffset = Refused(() => new LinuxLineSource([Line("a", chip, 8)]));
        Require(byOffset.Message.Contains("lines 0 to 7", StringComparison.Ordinal), byOffset.Message);
        var byLabel = Refused(() => new LinuxLineSource([new LinuxLine("a", "namez") { Offset = 0 }]));
        Require(byLabel.Message.Contains("there are names", StringComparison.Ordinal), byLabel.Message);
    }

    private static void RefusesAmbiguousLabels()
    {
        using var one = new GpioSim("twin");
        using var other = new GpioSim("twin");
        Require(Refused(() => new LinuxLineSource([Line("a", one, 0)])).Message.Contains("give the path", StringComparison.Ordinal),
            "two chips of one label are refused");
        using var byPath = new LinuxLineSource([new LinuxLine("a", other.Path) { Offset = 0 }]);
        Require(byPath.IsPresent(0), "a path says which");
    }

    private static void DebouncesInTheKernel()
    {
        using var chip = new GpioSim("debounce");
        using var source = new LinuxLineSource([Line("a", chip, 0) with { Debounce = Duration.FromMilliseconds(50) }]);
        chip.Drive(0, true);
        chip.Drive(0, false);
        Pause.For(TimeSpan.FromMilliseconds(150));
        chip.Drive(0, true);
        var driven = source.Now;
        Pause.For(TimeSpan.FromMilliseconds(150));
        var edges = ReadAll(source);
        Require(edges is [{ Edge: LineEdge.Rising }], $"one edge is left of three: {string.Join(", ", edges)}");
        Require(edges[0].Nanoseconds - driven > 40_000_000, "it is stamped when the level had settled");
    }

    private static void OutputEndsSafe()
    {
        using var chip = new GpioSim("relay");
        var options = new LinuxOutput("relay", chip.Label) { Offset = 5, SafeState = true };
        using (var output = new LinuxOutputLine(options))
        {
            Require(chip.Value(5) && output.IsActive, "it begins safe");
            output.Set(false);
            Require(!chip.Value(5), "it is switched");
            Require(Refused(() => new LinuxOutputLine(options)).Holder == "citykit-edge", "it is ours meanwhile");
        }
        using var inverted = new LinuxOutputLine(options with { Offset = 6, ActiveLow = true, SafeState = false });
        Require(chip.Value(6), "an inactive output that is active-low is high");
    }

    private static void OutputComesBack()
    {
        using var chip = new GpioSim("siren");
        using var output = new LinuxOutputLine(new LinuxOutput("siren", chip.Label) { Offset = 2 });
        chip.SetLive(false);
        Require(Refused(() => output.Set(true)).Reason == "chip-away", "a chip that is away is told");
        chip.SetLive(true);
        output.Set(true);
        Require(chip.Value(2), "it is switched on the chip that is back");
    }

    private static void IdlesCheaply()
    {
        var chips = Enumerable.Range(0, 8).Select(n => new GpioSim($"idle{n}")).ToArray();
        using var source = new LinuxLineSource([.. Enumerable.Range(0, 64).Select(n => Line($"line{n}", chips[n / 8], n % 8))]);
        var before = Environment.CpuUsage.TotalTime;
        var end = source.Now + 3_000_000_000;
        var reads = 0;
        for (var buffer = new LineEvent[64]; source.Now < end; reads++) source.Read(buffer, TimeSpan.FromMilliseconds(250));
        Console.WriteLine($"FIGURE 64 lines idle for 3 s: {reads} reads, {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / 30:F2} % of the emulated CPU");
        Require(reads < 30, $"{reads} reads in 3 s");
        source.Dispose();
        foreach (var chip in chips) chip.Dispose();
    }

    private static LinuxLine Line(string name, GpioSim chip, int offset) => new(name, chip.Label)
        { Offset = offset, Bias = LineBias.PullDown };

    private static List<LineEvent> ReadAll(LinuxLineSource source)
    {
        var edges = new List<LineEvent>();
        var buffer = new LineEvent[16];
        for (var end = source.Now; ;)
        {
            var read = source.Read(buffer, TimeSpan.FromMilliseconds(20));
            edges.AddRange(buffer.AsSpan(0, read.Count));
            if (read.Until >= end) return edges;
        }
    }

    private static LineUnavailableException Refused(Func<IDisposable> open)
    {
        try
        {
            open().Dispose();
        }
        catch (LineUnavailableException refused)
        {
            return refused;
        }
        throw new ConformanceException("What should be refused was not.");
    }

    private static LineUnavailableException Refused(Action act) => Refused(() =>
    {
        act();
        return new MemoryStream();
    });

    private static void Require(bool condition, string what)
    {
        if (!condition) throw new ConformanceException($"Not so: {what}");
    }
}
