using CityKit.Core;
using CityKit.Edge.Agent.Diagnosis;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Maintenance;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Agent.Systemd;
using CityKit.Edge.Agent.Tests.Support;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Loop;
using CityKit.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Edge.Agent.Tests.Units;

public sealed class UnitTests : IDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 21, 4, 0);
    private readonly Installation installation = new();

    public void Dispose() => installation.Dispose();

    [Theory]
    [InlineData("wait 2m", ScriptAction.Wait, "", 120_000_000_000)]
    [InlineData("  wait   1.5s # so long", ScriptAction.Wait, "", 1_500_000_000)]
    [InlineData("smoke on", ScriptAction.On, "smoke", 0)]
    [InlineData("water pulse 250us", ScriptAction.Pulse, "water", 250_000)]
    [InlineData("break smoke", ScriptAction.Break, "smoke", 0)]
    public void Parse_RightLine_IsItsStep(string text, ScriptAction action, string name, long nanoseconds)
    {
        var step = Parser.Parse(1, text, out var error);
        Assert.Null(error);
        Assert.Equal((action, name, nanoseconds), (step!.Value.What, step.Value.Name, step.Value.For.ToInt64Nanoseconds()));
    }

    [Theory]
    [InlineData("cellar = 21500", 21_500, null)]
    [InlineData("cellar = -40", -40, null)]
    [InlineData("cellar = gone # unplugged", 0, "gone")]
    [InlineData("cellar = silent", 0, "silent")]
    public void Parse_ChannelSet_IsItsValueOrItsProblem(string text, long value, string? problem)
    {
        var step = Parser.Parse(1, text, out var error);
        Assert.Null(error);
        Assert.Equal((ScriptAction.Set, "cellar", value, problem),
            (step!.Value.What, step.Value.Name, step.Value.Read.Value, step.Value.Read.Problem));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   # only for people")]
    public void Parse_EmptyLine_IsNothing(string text)
    {
        Assert.Null(Parser.Parse(1, text, out var error));
        Assert.Null(error);
    }

    [Theory]
    [InlineData("wait", 1)]
    [InlineData("wait 5parsec", 6)]
    [InlineData("wait 400d", 6)]
    [InlineData("smoke", 1)]
    [InlineData("smoke onn", 7)]
    [InlineData("water pulse 80ms x 0 every 1s", 20)]
    [InlineData("water pulse 80ms x 2 every 79ms", 28)]
    [InlineData("break water-tap", 7)]
    [InlineData("celar = 5", 1)]
    [InlineData("smoke = 5", 1)]
    [InlineData("cellar = 5.5", 10)]
    [InlineData("cellar = away", 10)]
    public void Parse_WrongLine_SaysWhere(string text, int column)
    {
        Assert.Null(Parser.Parse(7, text, out var error));
        Assert.Equal((7, column), (error!.Line, error.Column));
    }

    // From a Raspberry Pi OS machine's /proc/self/mounts, shortened; see fstab(5) for the escape.
    [Theory]
    [InlineData("/var/lib/citykit-edge", "/dev/mmcblk0p2")]
    [InlineData("/run/citykit-edge", "tmpfs")]
    [InlineData("/mnt/big disk/data", "/dev/sda1")]
    [InlineData("/runner", "/dev/mmcblk0p2")]
    public void Of_Path_IsTheLongestMountThatHoldsIt(string path, string source)
    {
        string[] table = ["/dev/mmcblk0p2 / ext4 rw,noatime 0 0", "tmpfs /run tmpfs rw,nosuid 0 0",
            @"/dev/sda1 /mnt/big\040disk ext4 rw 0 0", "garbage"];
        Assert.Equal(source, Mount.Of(path, table)!.Source);
    }

    [Fact]
    public void LeftAt_ClockBeforeTheBeginning_IsTheWholeLengthAndNoMore()
    {
        var span = new MaintenanceSpan(Noon, Noon + Duration.FromMinutes(30));
        Assert.Equal(Duration.FromMinutes(30), span.LeftAt(Instant.FromUtc(1970, 1, 1, 0, 0)));
        Assert.Equal(Duration.FromMinutes(10), span.LeftAt(Noon + Duration.FromMinutes(20)));
        Assert.Equal(Duration.Zero, span.LeftAt(Noon + Duration.FromHours(5)));
    }

    [Fact]
    public void Marks_ClockSteppedBackMeanwhile_EndsAfterItsLengthAllTheSame()
    {
        var time = FakeTime.At(Noon);
        var file = new MaintenanceFile(installation.At("maintenance.json"));
        file.Write(new MaintenanceSpan(Noon, Noon + Duration.FromMinutes(30)));
        using var mode = new MaintenanceMode(file, time, NullLogger<MaintenanceMode>.Instance);
        time.Advance(Duration.FromMinutes(29));
        Assert.Equal(EventFlags.Test, mode.Marks);
        time.Advance(Duration.FromMinutes(2));
        Assert.Equal(EventFlags.None, mode.Marks);
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public void Reload_TimerThatComesEarly_EndsAllTheSame()
    {
        var time = FakeTime.At(Noon);
        var file = new MaintenanceFile(installation.At("maintenance.json"));
        file.Write(new MaintenanceSpan(Noon, Noon + Duration.FromSeconds(2)));
        using var mode = new MaintenanceMode(file, new EarlyTimers(time, TimeSpan.FromMilliseconds(15)),
            NullLogger<MaintenanceMode>.Instance);
        time.Advance(Duration.FromSeconds(3));
        Assert.False(File.Exists(file.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"from": "2026-11-21T04:00:00Z", "until": "2027-11-21T04:00:00Z"}""")]
    [InlineData("""{"from": "2026-11-21T04:00:00Z", "until": "2026-11-21T03:00:00Z"}""")]
    public void Read_FileThatCannotBeMeant_IsNoMaintenance(string text)
    {
        var file = new MaintenanceFile(installation.At("maintenance.json"));
        File.WriteAllText(file.Path, text);
        Assert.Null(file.Read());
    }

    [Fact]
    public void IsAlive_LoopStandsStill_IsNoUntilTheLoopMovesOrSaysWhyNot()
    {
        var time = FakeTime.At(Noon);
        var pulse = new LoopPulse(time, TimeSpan.FromSeconds(30));
        Assert.True(pulse.IsAlive(At(1)));
        time.Advance(Duration.FromSeconds(29));
        Assert.True(pulse.IsAlive(At(1)));
        time.Advance(Duration.FromSeconds(1));
        Assert.False(pulse.IsAlive(At(1)));
        Assert.True(pulse.IsAlive(At(1) with { Trouble = Refusal.Of("disk", "full", "满") }));
        time.Advance(Duration.FromSeconds(30));
        Assert.False(pulse.IsAlive(At(1)));
        Assert.True(pulse.IsAlive(At(2)));
    }

    [Fact]
    public void IsAlive_StandsStillOnTrial_HasTheTrialsTimeOnTop()
    {
        var time = FakeTime.At(Noon);
        var pulse = new LoopPulse(time, TimeSpan.FromSeconds(30));
        Assert.True(pulse.IsAlive(At(1)));
        time.Advance(Duration.FromSeconds(149));
        Assert.False(pulse.IsAlive(At(1)));
        Assert.True(pulse.IsAlive(At(1), TimeSpan.FromMinutes(2)));
        time.Advance(Duration.FromSeconds(1));
        Assert.False(pulse.IsAlive(At(1), TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void Missing_ChipThatIsNotHere_IsNamedUnlessTheLineRunsAlready()
    {
        var now = Configured("""{"name": "smoke", "chip": "no-such-chip", "offset": 3}""");
        var next = Configured(
            """{"name": "renamed", "chip": "no-such-chip", "offset": 3}, {"name": "gate", "chip": "no-such-chip", "offset": 4}""");
        Assert.Equal(["gate"], PinOpener.Missing(next, now));
        Assert.Equal(["lamp"],
            PinOpener.Missing(Configured("", """{"name": "lamp", "kind": "lamp", "chip": "no-such-chip", "offset": 5}"""), now));
    }

    [Fact]
    public void Shared_OnePinNamedInTwoWays_NamesBoth()
    {
        var finding = Assert.Single(PinCheck.Shared([("smoke", new("gpiochip0", 17)), ("door", new("gpiochip0", 27)),
            ("siren", new("gpiochip0", 17)), ("gate", new("gpiochip1", 27))]));
        Assert.StartsWith("smoke and siren are one pin, line 17 of gpiochip0", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "7", 30.0)]
    [InlineData("30000000", "8", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void Watchdog_FromTheEnvironment_IsForThisProcessOnly(string? microseconds, string? process, double? seconds)
    {
        var environment = new Dictionary<string, string?> { ["WATCHDOG_USEC"] = microseconds, ["WATCHDOG_PID"] = process };
        Assert.Equal(seconds, SystemdWatchdog.Patience(environment.GetValueOrDefault, 7)?.TotalSeconds);
    }

    private static EdgeConfiguration Configured(string lines, string outputs = "") =>
        EdgeConfiguration.Parse(
            System.Text.Encoding.UTF8.GetBytes(
            $$"""{"device": "d", "lines": [{{lines}}], "outputs": [{{outputs}}], "sensors": []}""")).Configuration!;

    private static ScriptParser Parser => new(["smoke", "water"], ["cellar"], ["smoke"]);

    private static EdgeLoopStatus At(long until) => new(until, 0, 0, 0, null);
}
