using CityKit.Edge.Detectors;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>Reads the sensors of <c>edge.json</c>: the word <c>kind</c> says which detector, the rest are its options with the unit in the name.</summary>
internal static class SensorConfigurationReader
{
    internal static IDetectorOptions? Read(SensorConfiguration sensor)
    {
        var read = sensor.Reader.Word<Func<SensorConfiguration, IDetectorOptions>>("kind", ("contact", Contact), ("pulse-meter", PulseMeter), ("external", External), ("barriers", Barriers));
        if (read is null) _ = sensor.Reader.Names; // of an unknown kind no member is known to be wrong
        return read?.Invoke(sensor);
    }

    private static ContactOptions Contact(SensorConfiguration sensor)
    {
        var defaults = new ContactOptions(sensor.Sensor, sensor.Line("line"));
        var options = defaults with
        {
            Debounce = sensor.Milliseconds("debounceMs", defaults.Debounce, 0, 10_000),
            FlappingAfter = sensor.Seconds("flappingAfterS", defaults.FlappingAfter, 1, 3_600),
            Inverted = sensor.Reader.Flag("inverted"),
        };
        if (options.FlappingAfter < options.Debounce) sensor.Reader.Reject("flappingAfterS", "at least the debounce time");
        return options;
    }

    private static PulseMeterOptions PulseMeter(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        return new PulseMeterOptions(sensor.Sensor, sensor.Line("line"))
        {
            CountOn = reader.WordOr("countOn", LineEdge.Rising, ("rising", LineEdge.Rising), ("falling", LineEdge.Falling)),
            DeadTime = sensor.Milliseconds("deadTimeMs", Duration.Zero, 0, 10_000),
            SupervisionLine = reader.Has("supervisionLine") ? sensor.Line("supervisionLine") : null,
            OpenWhenActive = reader.WordOr("openWhen", false, ("active", true), ("inactive", false)),
        };
    }

    private static ExternalOptions External(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var defaults = new ExternalOptions(sensor.Sensor, sensor.Line("line"), reader.Text("device", 64), reader.Text("channel", 64));
        var options = defaults with
        {
            Clip = reader.TextOrNull("clip", 128) ?? defaults.Clip,
            HoldOff = sensor.Seconds("holdOffS", defaults.HoldOff, 0, 3_600),
            StuckAfter = sensor.Seconds("stuckAfterS", defaults.StuckAfter, 1, 86_400),
        };
        if (reader.Errors.Count == 0 && options.WhyNot is { } why) reader.RejectAll("texts that are too long", why);
        return options;
    }

    private static BarrierOptions Barriers(SensorConfiguration sensor)
    {
        var spacing = (int)sensor.Reader.Integer("spacingMm", BarrierOptions.LeastSpacingMillimetres, BarrierOptions.MostSpacingMillimetres);
        var defaults = new BarrierOptions(sensor.Sensor, sensor.Line("upperLine"), sensor.Line("lowerLine"), spacing);
        if (defaults.UpperLine == defaults.LowerLine) sensor.Reader.Reject("lowerLine", "another line than upperLine");
        return Timing(sensor, defaults) with
        {
            SlowestMillimetresPerSecond = sensor.Integer("slowestMmS", defaults.SlowestMillimetresPerSecond, 1_000, 20_000),
            FastestMillimetresPerSecond = sensor.Integer("fastestMmS", defaults.FastestMillimetresPerSecond, 20_000, 200_000),
            LongestMillimetres = sensor.Integer("longestMm", defaults.LongestMillimetres, 100, 10_000),
            ShortestMillimetres = sensor.Integer("shortestMm", defaults.ShortestMillimetres, 0, 100),
            LeadingEdgeMillimetres = sensor.Integer("leadingEdgeMm", defaults.LeadingEdgeMillimetres, 0, 500),
            ThrowMillimetresPerSecond = sensor.Integer("throwMmS", defaults.ThrowMillimetresPerSecond, 0, 20_000),
            TerminalMillimetresPerSecond = (int?)sensor.Reader.IntegerOrNull("terminalMmS", 10_000, 200_000),
        };
    }

    private static BarrierOptions Timing(SensorConfiguration sensor, BarrierOptions defaults) => defaults with
    {
        EdgeUncertainty = sensor.Microseconds("edgeUncertaintyUs", defaults.EdgeUncertainty, 0, 20_000),
        Merge = sensor.Milliseconds("mergeMs", defaults.Merge, 1, 100),
        RainDark = sensor.Milliseconds("rainDarkMs", defaults.RainDark, 0, 50),
        FogAfter = sensor.Seconds("fogAfterS", defaults.FogAfter, 10, 3_600),
        StuckAfter = sensor.Seconds("stuckAfterS", defaults.StuckAfter, 10, 86_400),
        ClearAfter = sensor.Milliseconds("clearAfterMs", defaults.ClearAfter, 100, 600_000),
    };
}
