using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <content>What happens at the pins and at the gas company.</content>
internal sealed partial class ScenarioReader
{
    private static readonly (string, HappeningKind)[] Kinds =
        [.. Enum.GetValues<HappeningKind>().Select(k => (k.ToString().ToLowerInvariant(), k))];

    private static readonly HappeningKind[] Lasting = [HappeningKind.Contact, HappeningKind.Fog, HappeningKind.Stuck];

    private Happening Happening(ConfigReader reader, ScenarioLine[] lines, Dictionary<string, BarrierPair> pairs)
    {
        var what = reader.Word("what", Kinds);
        var happening = new Happening
        {
            What = what,
            At = Moment(reader, "at"),
            For = Lasting.Contains(what) ? Positive(reader, "for") : Duration.Zero,
            Line = what == HappeningKind.Contact ? Known(reader, "line", lines) : null,
            Bounces = what == HappeningKind.Contact ? (int)(reader.IntegerOrNull("bounces", 0, 1000) ?? 0) : 0,
        };
        reader.TextOrNull("note");
        happening = what == HappeningKind.Contact ? happening : Passage(reader, happening with { Pair = Pair(reader, pairs) });
        reader.Close();
        return happening;
    }

    private static Happening Passage(ConfigReader reader, Happening happening) => happening.What switch
    {
        HappeningKind.Fall => happening with
        {
            DropMetres = Number(reader, "dropMetres", 0.1m, 1000),
            TerminalMetresPerSecond = Number(reader, "terminalMetresPerSecond", 1, 1000),
            LengthMetres = Number(reader, "lengthMetres", 0.001m, 100),
            MetresPerSecond = Number(reader, "thrownMetresPerSecond", 0, 100),
            NoiseMicroseconds = Number(reader, "noiseMicroseconds", 0, 10_000),
        },
        HappeningKind.Bird => happening with
        {
            MetresPerSecond = Number(reader, "metresPerSecond", 0.01m, 100),
            LengthMetres = Number(reader, "lengthMetres", 0.001m, 100),
            Upward = reader.Flag("upward"),
        },
        HappeningKind.Ball => happening with
        {
            TopMetres = Number(reader, "topMetres", 0.01m, 100),
            LengthMetres = Number(reader, "lengthMetres", 0.001m, 100),
            NoiseMicroseconds = Number(reader, "noiseMicroseconds", 0, 10_000),
        },
        HappeningKind.Rain => happening with { Beam = Beam(reader), Drops = (int)reader.Integer("drops", 1, 10_000) },
        HappeningKind.Stuck => happening with { Beam = Beam(reader) },
        _ => happening,
    };

    private static int Beam(ConfigReader reader) => reader.Word("beam", ("upper", 0), ("lower", 1));

    private static BarrierPair? Pair(ConfigReader reader, Dictionary<string, BarrierPair> pairs)
    {
        var pair = reader.Text("pair", 64);
        if (pairs.TryGetValue(pair, out var found)) return found;
        reader.Reject("pair", new(
            $"光束对 {string.Join("、", pairs.Keys)} 之一", $"one of the barriers {string.Join(", ", pairs.Keys)}"),
                NearMiss.Of(pair, pairs.Keys));
        return null;
    }

    private WaterScript Water(ConfigReader reader, ScenarioLine[] lines)
    {
        var water = new WaterScript(
            Known(reader, "line", lines), Existing(reader, "file"), Zone(reader, "sourceZone"), (int)reader.Integer("weeks", 0, 5200),
            Number(reader, "litresPerPulse", 0.1m, 10_000), Positive(reader, "pulse"), [.. reader.Objects("bursts").Select(Burst)]);
        reader.Close();
        return water;
    }

    private WaterBurst Burst(ConfigReader reader)
    {
        var burst = new WaterBurst(Moment(reader, "at"), Positive(reader, "for"), Number(reader, "litresPerMinute", 0.1m, 10_000));
        reader.Close();
        return burst;
    }

    private GasScript Gas(ConfigReader reader)
    {
        var gas = new GasScript
        {
            Feed = reader.Text("feed", 64),
            Source = reader.Text("source", 64),
            File = Existing(reader, "file"),
            SourceZone = Zone(reader, "sourceZone"),
            Weeks = (int)reader.Integer("weeks", 0, 5200),
            WattHoursPerCubicMetre = Number(reader, "wattHoursPerCubicMetre", 1, 100_000),
            DeliveredAt = reader.TimeOfDay("deliveredAt"),
            As = Who(reader),
            Registers = [.. reader.Objects("registers", 1000).Select(Register)],
        };
        reader.Close();
        return gas;
    }

    private GasRegister Register(ConfigReader reader)
    {
        var register = new GasRegister(reader.Text("register", 64), reader.Text("column", 64),
            Number(reader, "firstCubicMetres", 0, 1_000_000), LocalOrNull(reader, "until"));
        reader.Close();
        return register;
    }
}
