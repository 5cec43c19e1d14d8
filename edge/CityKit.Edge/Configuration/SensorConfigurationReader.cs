using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Detectors.Passes;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Configuration;

/// <summary>
/// Reads the sensors of <c>edge.json</c>: the word <c>kind</c> says which detector, the rest are its options with the unit in the name.
/// </summary>
internal static class SensorConfigurationReader
{
    internal static IReadOnlyList<SensorKind> BuiltIn { get; } =
    [
        new("contact", Contact), new("pulse-meter", PulseMeter), new("external", External), new("barriers", Barriers),
        new("occupancy", s => HeldContact(s, HeldContactKind.Occupancy)), new("water-leak", s => HeldContact(s, HeldContactKind.WaterLeak)),
        new("tilt", s => HeldContact(s, HeldContactKind.Tilt)), new("tamper", s => HeldContact(s, HeldContactKind.Tamper)),
        new("alarm-key", AlarmKey), new("line-watch", LineWatch), new("channel", ChannelReading), new("supervised-contact",
            SupervisedContact), new("code", Code), new("pass", Pass),
    ];

    internal static IDetectorOptions? Read(SensorConfiguration sensor, EdgeKinds kinds)
    {
        var read = sensor.Reader.Word("kind", [.. kinds.Sensors.Select(k => (k.Name, k.Read))]);
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
        if (options.FlappingAfter < options.Debounce) sensor.Reader.Reject("flappingAfterS", new("不小于消抖时间", "at least the debounce time"));
        return options;
    }

    private static PulseMeterOptions PulseMeter(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var defaults = new PulseMeterOptions(sensor.Sensor, sensor.Line("line"));
        return defaults with
        {
            CountOn = reader.WordOr("countOn", LineEdge.Rising, ("rising", LineEdge.Rising), ("falling", LineEdge.Falling)),
            LeastPulse = sensor.Milliseconds("leastPulseMs", defaults.LeastPulse, 0, 10_000),
            LeastRest = sensor.Milliseconds("leastRestMs", defaults.LeastRest, 0, 10_000),
            DeadTime = sensor.Milliseconds("deadTimeMs", defaults.DeadTime, 0, 10_000),
            SupervisionLine = reader.Has("supervisionLine") ? sensor.Line("supervisionLine") : null,
            OpenWhenActive = reader.WordOr("openWhen", false, ("active", true), ("inactive", false)),
        };
    }

    private static HeldContactOptions HeldContact(SensorConfiguration sensor, HeldContactKind kind)
    {
        var reader = sensor.Reader;
        var defaults = new HeldContactOptions(sensor.Sensor, sensor.Line("line"), kind);
        return defaults with
        {
            OnDelay = sensor.Milliseconds("onDelayMs", defaults.OnDelay, 0, 60_000),
            OffDelay = sensor.Milliseconds("offDelayMs", defaults.OffDelay, 0, 86_400_000),
            Inverted = reader.Flag("inverted"),
            SupervisionLine = reader.Has("supervisionLine") ? sensor.Line("supervisionLine") : null,
            OpenWhenActive = reader.WordOr("openWhen", false, ("active", true), ("inactive", false)),
        };
    }

    private static AlarmKeyOptions AlarmKey(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var defaults = new AlarmKeyOptions(sensor.Sensor, sensor.Line("line"));
        var options = defaults with
        {
            Hold = sensor.Milliseconds("holdMs", defaults.Hold, 20, 10_000),
            Inverted = reader.Flag("inverted"),
            ResetLine = reader.Has("resetLine") ? sensor.Line("resetLine") : null,
            ResetAfter = reader.Has("resetAfterS") ? sensor.Seconds("resetAfterS", Duration.Zero, 1, 86_400) : null,
            StuckAfter = sensor.Seconds("stuckAfterS", defaults.StuckAfter, 1, 3_600),
        };
        if (options is { ResetLine: null, ResetAfter: null })
            reader.Reject("resetLine", new("一条线路，或给出 resetAfterS：呼叫须能结束", "a line, or resetAfterS: something must end a call"));
        else if (options.ResetLine == options.Line) reader.Reject("resetLine", new("与按键不同的线路", "another line than the key's"));
        return options;
    }

    private static LineWatchOptions LineWatch(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var options = new LineWatchOptions(sensor.Sensor, sensor.Line("line"))
        {
            StuckAfter = reader.Has("stuckAfterS") ? sensor.Seconds("stuckAfterS", Duration.Zero, 1, 2_592_000) : null,
            StuckLevel = reader.WordOr("stuckWhen", LineEdge.Rising, ("active", LineEdge.Rising), ("inactive", LineEdge.Falling)),
            MostEdgesPerMinute = (int?)reader.IntegerOrNull("mostEdgesPerMinute", 2, 1_000_000),
            SilentAfter = reader.Has("silentAfterS") ? sensor.Seconds("silentAfterS", Duration.Zero, 1, 2_592_000) : null,
        };
        if (options is { StuckAfter: null, MostEdgesPerMinute: null, SilentAfter: null })
            reader.RejectAll(new("没有要监视的内容", "nothing to watch"),
                new("stuckAfterS、mostEdgesPerMinute 或 silentAfterS", "stuckAfterS, mostEdgesPerMinute or silentAfterS"));
        return options;
    }

    private static ChannelReadingOptions ChannelReading(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var defaults = new ChannelReadingOptions(sensor.Sensor, sensor.Channel("channel"));
        var options = defaults with
        {
            Deadband = reader.IntegerOrNull("deadband", 0, long.MaxValue) ?? 0,
            AtLeastEvery = sensor.Seconds("atLeastEveryS", defaults.AtLeastEvery, 1, 86_400),
            High = reader.IntegerOrNull("high"),
            Low = reader.IntegerOrNull("low"),
            Hysteresis = reader.IntegerOrNull("hysteresis", 0, long.MaxValue) ?? 0,
        };
        if (options.Low >= options.High) reader.Reject("low", new("小于 high 的数", "a number below high"));
        return options;
    }

    private static SupervisedContactOptions SupervisedContact(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var before = reader.Errors.Count;
        var loop = new EndOfLineLoop(reader.Integer("pullUpOhms", 10, 10_000_000), reader.Integer("closedOhms", 10, 10_000_000),
            reader.Integer("openOhms", 10, 10_000_000), reader.Integer("fullScale", 100, 1L << 40))
        {
            TolerancePercent = sensor.Integer("tolerancePercent", 5, 0, 20),
        };
        if (reader.Errors.Count == before && EndOfLine.WhyNot(loop) is { } why)
            reader.RejectAll(WithoutStop(why), new("阻值相差更大的电阻", "resistors that differ more"));
        var defaults = new SupervisedContactOptions(sensor.Sensor, sensor.Channel("channel"), loop);
        return defaults with
        {
            Debounce = sensor.Milliseconds("debounceMs", defaults.Debounce, 0, 60_000),
            ActiveWhen = reader.WordOr("activeWhen", EndOfLineState.Open, ("open", EndOfLineState.Open), ("closed", EndOfLineState.Closed)),
        };
    }

    private static CodeOptions Code(SensorConfiguration sensor)
    {
        var defaults = new CodeOptions(sensor.Sensor, sensor.Channel("channel"));
        return defaults with { HoldOff = sensor.Seconds("holdOffS", defaults.HoldOff, 0, 3_600) };
    }

    private static PassOptions Pass(SensorConfiguration sensor)
    {
        var reader = sensor.Reader;
        var gate = new PassGateOptions(reader.Text("gate", PassCode.MaxGate),
            reader.Texts("types", 16, 32)) { Grace = sensor.Hours("graceH", TrustBundle.DefaultGrace, 0, 720) };
        var options = new PassOptions(sensor.Sensor, sensor.PassChannel("channel"), gate, sensor.Opener("output"));
        return options with { OpenFor = sensor.Milliseconds("openMs", options.OpenFor, 500, 60_000) };
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
        if (reader.Errors.Count == 0 && options.WhyNot is { } why) reader.RejectAll(new("过长的文本", "texts that are too long"), why);
        return options;
    }

    private static BarrierOptions Barriers(SensorConfiguration sensor)
    {
        var spacing = (int)sensor.Reader.Integer("spacingMm", BarrierOptions.LeastSpacingMillimetres,
            BarrierOptions.MostSpacingMillimetres);
        var defaults = new BarrierOptions(sensor.Sensor, sensor.Line("upperLine"), sensor.Line("lowerLine"), spacing);
        if (defaults.UpperLine == defaults.LowerLine)
            sensor.Reader.Reject("lowerLine", new("与 upperLine 不同的线路", "another line than upperLine"));
        defaults = defaults with
        {
            MoreBeams = [.. sensor.Reader.Objects("moreBeams", BarrierOptions.MostBeams - 2, required: false)
                .Select(beam => BeamBelow(sensor, beam))],
        };
        if (defaults.MoreBeams.Count > 0 && defaults.Lines.Distinct().Count() < defaults.Lines.Count)
            sensor.Reader.Reject("moreBeams",
                new("互不相同、且与 upperLine 和 lowerLine 不同的线路", "lines that differ from each other and from upperLine and lowerLine"));
        var options = Timing(sensor, defaults) with
        {
            SlowestMillimetresPerSecond = sensor.Integer("slowestMmS", defaults.SlowestMillimetresPerSecond, 1_000, 20_000),
            FastestMillimetresPerSecond = sensor.Integer("fastestMmS", defaults.FastestMillimetresPerSecond, 20_000, 200_000),
            LongestMillimetres = sensor.Integer("longestMm", defaults.LongestMillimetres, 100, 10_000),
            ShortestMillimetres = sensor.Integer("shortestMm", defaults.ShortestMillimetres, 0, 100),
            LeadingEdgeMillimetres = sensor.Integer("leadingEdgeMm", defaults.LeadingEdgeMillimetres, 0, 500),
            ThrowMillimetresPerSecond = sensor.Integer("throwMmS", defaults.ThrowMillimetresPerSecond, 0, 20_000),
            TerminalMillimetresPerSecond = (int?)sensor.Reader.IntegerOrNull("terminalMmS", 10_000, 200_000),
        };
        if (sensor.Reader.ObjectOrNull("beam") is { } beam) options = WithBeam(beam, options, sensor.Reader.Has("edgeUncertaintyUs"));
        return sensor.Reader.ObjectOrNull("emitterTest") is { } test
            ? options with { EmitterTest = EmitterTest(sensor, test, options.Beam) } : options;
    }

    private static EmitterTestOptions EmitterTest(SensorConfiguration sensor, ConfigReader reader, BeamOptions? beam)
    {
        var defaults = new EmitterTestOptions(sensor.EmitterTest(reader, "output"));
        Duration Milliseconds(string member, Duration otherwise, long from, long to) =>
            reader.IntegerOrNull(member, from, to) is { } number ? Duration.FromMilliseconds(number) : otherwise;
        var test = defaults with
        {
            Every = reader.IntegerOrNull("everyMinutes", 1, 1_440) is { } minutes ? Duration.FromMinutes(minutes) : defaults.Every,
            Dark = Milliseconds("darkMs", defaults.Dark, 20, 10_000),
            Answer = Milliseconds("answerMs", defaults.Answer, 1, 2_000),
        };
        if (test.Dark < 2 * test.Answer) reader.Reject("darkMs", new("不小于 answerMs 的两倍", "at least twice answerMs"));
        if (test.Answer < beam?.ResponseTime) reader.Reject("answerMs", new("不小于光束的响应时间", "at least the beam's response time"));
        reader.Close();
        return test;
    }

    private static BeamBelow BeamBelow(SensorConfiguration sensor, ConfigReader reader)
    {
        var beam = new BeamBelow(sensor.Line(reader, "line"),
            (int)reader.Integer("spacingMm", BarrierOptions.LeastSpacingMillimetres, BarrierOptions.MostSpacingMillimetres));
        reader.Close();
        return beam;
    }

    /// <summary>
    /// What physics refuses is refused here. An edge may be as wrong as the beam's response, unless the file says otherwise.
    /// </summary>
    private static BarrierOptions WithBeam(ConfigReader reader, BarrierOptions options, bool uncertaintyStated)
    {
        var before = reader.Errors.Count;
        var response = Duration.FromNanoseconds(1000 * reader.Integer("responseTimeUs", 10, 200_000));
        var beam = new BeamOptions(response,
            (int)reader.Integer("widthMm", 1, 200),
            (int)reader.Integer("rangeMm", 100, 200_000),
            (int)reader.Integer("smallestMm", 1, 5_000),
            (int)reader.Integer("highestDropMm", 1_000, 600_000));
        if (reader.Errors.Count == before && beam.WhyNot(options.ThrowMillimetresPerSecond) is { } why)
            reader.RejectAll(WithoutStop(why),
                new("响应更快或更窄的光束、更大的物体或更低的落差", "a quicker or narrower beam, a larger object, or a lower drop"));
        reader.Close();
        var uncertainty = uncertaintyStated ? options.EdgeUncertainty : Duration.Min(response, Duration.FromMilliseconds(20));
        return options with { Beam = beam, EdgeUncertainty = uncertainty };
    }

    /// <summary>A reason goes on in the sentence of the error.</summary>
    private static LocalizedText WithoutStop(LocalizedText why) => new(why.Zh.TrimEnd('。'), why.En.TrimEnd('.'));

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
