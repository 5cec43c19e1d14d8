using System.Text;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Barriers;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using NodaTime;

namespace CityKit.Edge.Tests.Configuration;

public sealed class EdgeConfigurationTests
{
    private const string Whole = """
        {
          "device": "pi-0001",
          "hub": { "url": "http://127.0.0.1:5080" },
          "outbox": { "capBytes": 8388608, "tailEvents": 500 },
          "lines": [
            { "name": "smoke-1", "bias": "pull-up", "activeLow": true },
            { "name": "water-1", "buffer": 4096 },
            { "name": "water-1-loop" },
            { "name": "camera-1" },
            { "name": "beam-upper" },
            { "name": "beam-lower" }
          ],
          "sensors": [
            { "name": "smoke", "kind": "contact", "line": "smoke-1", "debounceMs": 50 },
            { "name": "water", "kind": "pulse-meter", "line": "water-1", "deadTimeMs": 5, "supervisionLine": "water-1-loop", "openWhen": "inactive" },
            { "name": "facade", "kind": "external", "line": "camera-1", "device": "nvr1", "channel": "ch3", "clip": "nvr1/ch3/{ns}", "holdOffS": 15 },
            { "name": "canopy", "kind": "barriers", "upperLine": "beam-upper", "lowerLine": "beam-lower", "spacingMm": 2500, "throwMmS": 3000 }
          ]
        }
        """;

    [Fact]
    public void Parse_AWholeFile_GivesAllOfIt()
    {
        var configuration = Parse(Whole).Configuration!;

        Assert.Equal("pi-0001", configuration.Device.Value);
        Assert.Equal(new Uri("http://127.0.0.1:5080"), configuration.Hub);
        Assert.Equal(8 << 20, configuration.OutboxCapBytes);
        Assert.Equal(new LineConfiguration("smoke-1", LineBias.PullUp, true, 1024), configuration.Lines[0]);
        Assert.Equal(4096, configuration.Lines[1].ToSimulated().BufferSize);
        Assert.Equal(Duration.FromMilliseconds(50), Assert.IsType<ContactOptions>(configuration.Sensors[0]).Debounce);
        Assert.Equal(Duration.FromSeconds(15), Assert.IsType<ExternalOptions>(configuration.Sensors[2]).HoldOff);
        Assert.Equal(2_500, Assert.IsType<BarrierOptions>(configuration.Sensors[3]).SpacingMillimetres);
    }

    [Fact]
    public void CreateAll_AWholeFile_MakesOneDetectorForEachSensorOnItsLines()
    {
        var detectors = DetectorFactory.CreateAll(Parse(Whole).Configuration!.Sensors);
        Assert.Equal(["smoke", "water", "facade", "canopy"], detectors.Select(d => d.Sensor.Value));
        Assert.Equal(["water-1", "water-1-loop"], detectors[1].Lines);
        Assert.Equal(["beam-upper", "beam-lower"], detectors[3].Lines);
    }

    [Fact]
    public void Parse_OnlyWhatIsNeeded_TakesTheDefaults()
    {
        var configuration = Parse("""{"device":"d","lines":[],"sensors":[]}""").Configuration!;
        Assert.Null(configuration.Hub);
        Assert.Equal((OutboxOptions.DefaultCapBytes, OutboxOptions.DefaultTailEvents),
            (configuration.OutboxCapBytes, configuration.OutboxTailEvents));
    }

    [Theory]
    [InlineData("\"kind\": \"contact\"", "\"kind\": \"contct\"", 14, "contact")]
    [InlineData("\"line\": \"smoke-1\"", "\"line\": \"smoke1\"", 14, "smoke-1")]
    [InlineData("\"debounceMs\"", "\"debouncems\"", 14, "debounceMs")]
    [InlineData("\"pull-up\"", "\"pullup\"", 6, "pull-up")]
    [InlineData("\"outbox\"", "\"outbx\"", 4, "outbox")]
    [InlineData("\"openWhen\": \"inactive\"", "\"openWhen\": \"inactiv\"", 15, "inactive")]
    public void Parse_AMistypedWord_TellsTheLineAndWhatWasMeant(string right, string wrong, int line, string meant)
    {
        var result = Parse(Whole.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(result.Configuration);
        var error = Assert.Single(result.Errors);
        Assert.Equal((line, meant), (error.Line, error.NearMiss));
    }

    [Theory]
    [InlineData("\"spacingMm\": 2500", "\"spacingMm\": 1999", "2000 to 20000")] // below 2 m no bound of the drop can be given
    [InlineData("\"debounceMs\": 50", "\"debounceMs\": -1", "0 to 10000")]
    [InlineData("\"debounceMs\": 50", "\"debounceMs\": 9000, \"flappingAfterS\": 2", "at least the debounce time")]
    [InlineData("\"lowerLine\": \"beam-lower\"", "\"lowerLine\": \"beam-upper\"", "another line than upperLine")]
    [InlineData("\"buffer\": 4096", "\"buffer\": 8", "16 to 65536")]
    [InlineData("\"http://127.0.0.1:5080\"", "\"mqtt://hub\"", "an http or https address")]
    [InlineData("\"capBytes\": 8388608", "\"capBytes\": 10", "4194304")]
    [InlineData("\"tailEvents\": 500", "\"tailEvents\": 100001", "100000")]
    [InlineData("{ \"name\": \"water\", ", "{ \"name\": \"smoke\", ", "names that differ")]
    [InlineData("\"name\": \"camera-1\"", "\"name\": \"smoke-1\"", "names that differ")]
    [InlineData("\"holdOffS\": 15", "\"clip\": 5", "clip")]
    public void Parse_AValueThatCannotBe_TellsWhatMay(string right, string wrong, string allowed)
    {
        var result = Parse(Whole.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(result.Configuration);
        Assert.Contains(result.Errors, e => e.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_SeveralMistakes_TellsAllAtOnce()
    {
        var result = Parse("""{"device":"D!","lines":[{"name":"a"}],"sensors":[{"name":"s","kind":"contact","line":"b"},{"name":"f","kind":"barriers","upperLine":"a","lowerLine":"a","spacingMm":500}]}""");
        Assert.Equal(["device", "sensors[0].line", "sensors[1].spacingMm", "sensors[1].lowerLine"], result.Errors.Select(e => e.Path));
    }

    [Fact]
    public void Parse_TextsTooLongAsUtf8_AreRefusedNotThrown()
    {
        var result = Parse(Whole.Replace("\"device\": \"nvr1\"", $"\"device\": \"{new string('号', 30)}\"", StringComparison.Ordinal));
        Assert.Contains("64 UTF-8 bytes", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"s","kind":"occupancy","line":"a","offDelayMs":-1}""", "0 to 86400000")]
    [InlineData("""{"name":"s","kind":"water-leak","line":"a","supervisionLine":"c"}""", "the name of a line: a, b")]
    [InlineData("""{"name":"s","kind":"alarm-key","line":"a"}""", "something must end a call")]
    [InlineData("""{"name":"s","kind":"alarm-key","line":"a","resetLine":"a"}""", "another line than the key's")]
    [InlineData("""{"name":"s","kind":"contact","line":"a","evidence":{"recorder":"nvr1","channel":"ch3"}}""",
        "only barriers and external report detections")]
    [InlineData("""{"name":"s","kind":"line-watch","line":"a"}""", "stuckAfterS, mostEdgesPerMinute or silentAfterS")]
    [InlineData("""{"name":"s","kind":"line-watch","line":"a","mostEdgesPerMinute":1}""", "2 to 1000000")]
    [InlineData("""{"name":"f","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"beam":{"responseTimeUs":50000,"widthMm":20,"rangeMm":3000,"smallestMm":80,"highestDropMm":30000}}""", "a quicker or narrower beam")]
    [InlineData("""{"name":"f","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"beam":{"responseTimeUs":500}}""",
        "1 to 200")]
    public void Parse_ASensorThatCannotBe_TellsWhatMay(string sensor, string allowed)
    {
        var result = Parse($$"""{"device":"d","lines":[{"name":"a"},{"name":"b"}],"sensors":[{{sensor}}]}""");
        Assert.Null(result.Configuration);
        Assert.Contains(result.Errors, e => e.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_EvidenceOfASensor_GivesItsLinesAndClip()
    {
        const string Sensor = """{"name":"f","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"evidence":{"recorder":"nvr1","channel":"ch3","offsetMs":-250}}""";
        var kept =
            Assert.Single(Parse($$"""{"device":"d","lines":[{"name":"a"},{"name":"b"}],"sensors":[{{Sensor}}]}""").Configuration!.Evidence);
        Assert.Equal(["a", "b"], kept.Lines);
        Assert.Equal(new CityKit.Edge.Evidence.EvidenceClip("nvr1", "ch3", -250), kept.Clip);
    }

    [Fact]
    public void Parse_BeamStated_TakesItsResponseForTheEdgesUncertainty()
    {
        const string Sensor = """{"name":"f","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"beam":{"responseTimeUs":700,"widthMm":20,"rangeMm":3000,"smallestMm":80,"highestDropMm":30000}}""";
        var options = Assert.IsType<BarrierOptions>(
            Parse($$"""{"device":"d","lines":[{"name":"a"},{"name":"b"}],"sensors":[{{Sensor}}]}""").Configuration!.Sensors[0]);
        Assert.Equal(Duration.FromNanoseconds(700_000), options.EdgeUncertainty);
        Assert.Equal(3_000, options.Beam!.RangeMillimetres);
    }

    private const string WithChannels = """
        {"device":"d","lines":[],
         "channels":[
          {"name":"adc0","kind":"iio","path":"/sys/bus/iio/devices/iio:device0/in_voltage0_raw","periodMs":100,"multiplier":1000},
          {"name":"cellar","kind":"hwmon","path":"/sys/class/hwmon/hwmon0/temp1_input","periodMs":10000},
          {"name":"pipe","kind":"one-wire","path":"/sys/bus/w1/devices/28-0/w1_slave","periodMs":60000},
          {"name":"energy","kind":"serial-meter","path":"/dev/ttyUSB0","prefix":"1-0:1.8.0","decimals":3,"periodMs":1000,"speed":"300","framing":"7e1"}],
         "sensors":[
          {"name":"door","kind":"supervised-contact","channel":"adc0","pullUpOhms":10000,"closedOhms":4700,"openOhms":14700,"fullScale":3300000},
          {"name":"temperature","kind":"channel","channel":"cellar","deadband":500,"high":45000,"hysteresis":2000}]}
        """;

    [Fact]
    public void Parse_Channels_GivesThemAndTheirSensors()
    {
        var configuration = Parse(WithChannels).Configuration!;
        Assert.Equal(["adc0", "cellar", "pipe", "energy"], configuration.Channels.Select(c => c.Name));
        Assert.Equal(1000m, configuration.Channels[0].File!.Multiplier);
        Assert.Equal(300, configuration.Channels[3].Port!.BitsPerSecond);
        using var set = new ChannelSet(configuration.Channels, () => 0, TimeProvider.System);
        Assert.Equal(4, set.Pollers.Count); // two folders, a 1-wire thermometer, a meter
        Assert.Equal(2, DetectorFactory.CreateAll(configuration.Sensors).Count);
    }

    [Theory]
    [InlineData("\"kind\":\"iio\"", "\"kind\":\"io\"", "iio")]
    [InlineData("\"channel\":\"cellar\"", "\"channel\":\"celler\"", "the name of a channel: adc0, cellar, pipe, energy")]
    [InlineData("\"periodMs\":100,", "\"periodMs\":1,", "10 to 86400000")]
    [InlineData("\"multiplier\":1000", "\"multiplier\":0", "not 0")]
    [InlineData("\"openOhms\":14700", "\"openOhms\":5000", "resistors that differ more")]
    [InlineData("\"high\":45000", "\"high\":5,\"low\":5", "a number below high")]
    [InlineData("\"speed\":\"300\"", "\"speed\":\"301\"", "300")]
    [InlineData("\"name\":\"pipe\"", "\"name\":\"adc0\"", "names that differ")]
    public void Parse_AChannelThatCannotBe_TellsWhatMay(string right, string wrong, string allowed)
    {
        var result = Parse(WithChannels.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(result.Configuration);
        Assert.Contains(result.Errors, e => e.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    private static EdgeConfigurationResult Parse(string json) => EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("""[{"line":"c","spacingMm":2000},{"line":"d","spacingMm":2000}]""", null)]
    [InlineData("""[{"line":"c","spacingMm":1999}]""", "2000")]
    [InlineData("""[{"line":"b","spacingMm":2000}]""", "lines that differ")]
    [InlineData("""[{"line":"x","spacingMm":2000}]""", "the name of a line")]
    [InlineData("""[{"line":"c","spacingMm":2000},{"line":"d","spacingMm":2000},{"line":"e","spacingMm":2000}]""", "2")]
    public void Parse_MoreBeams_TakesTwoMoreLinesAtTwoMetres(string beams, string? wrong)
    {
        var result = Parse($$"""{"device":"d","lines":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"}],"sensors":[{"name":"s","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"moreBeams":{{beams}}}]}""");
        if (wrong is null) Assert.Equal(["a", "b", "c", "d"], Assert.IsType<BarrierOptions>(result.Configuration!.Sensors[0]).Lines);
        else Assert.Contains(result.Errors, e => e.Allowed.En.Contains(wrong, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"output":"test","everyMinutes":30,"darkMs":400,"answerMs":50}""", null)]
    [InlineData("""{"output":"lamp"}""", "emitter-test")]
    [InlineData("""{"output":"test","darkMs":100,"answerMs":60}""", "twice answerMs")]
    [InlineData("""{"output":"test","answerMs":3}""", "response time")]
    public void Parse_EmitterTest_NeedsAnOutputOfItsKindAndTimesThatFit(string test, string? wrong)
    {
        var result = Parse($$$"""
            {"device":"d","chip":"pinctrl-rp1","lines":[{"name":"a"},{"name":"b"}],"outputs":[{"name":"test","kind":"emitter-test","offset":5},{"name":"lamp","kind":"lamp","offset":6,"activeLow":true,"safe":"active"}],
             "sensors":[{"name":"s","kind":"barriers","upperLine":"a","lowerLine":"b","spacingMm":2000,"emitterTest":{{{test}}},"beam":{"responseTimeUs":5000,"widthMm":20,"rangeMm":3000,"smallestMm":400,"highestDropMm":30000}}]}
            """);
        if (wrong is not null) Assert.Contains(result.Errors, e => e.Allowed.En.Contains(wrong, StringComparison.Ordinal));
        else
        {
            var configuration = result.Configuration!;
            Assert.Equal(new EmitterTestOptions("test")
            {
                Every = Duration.FromMinutes(30), Dark = Duration.FromMilliseconds(400), Answer = Duration.FromMilliseconds(50),
            }, Assert.IsType<BarrierOptions>(configuration.Sensors[0]).EmitterTest);
            Assert.Equal(("pinctrl-rp1", 6, true, true),
                (configuration.Outputs[1].ToLinux()!.Chip, configuration.Outputs[1].ToLinux()!.Offset, configuration.Outputs[1].ActiveLow,
                    configuration.Outputs[1].ToSimulated().SafeState));
        }
    }

    [Fact]
    public void Parse_OutputThatAlertsSwitch_HasItsRulesAndItsTime()
    {
        var configuration = Parse(
            """{"device":"d","lines":[],"outputs":[{"name":"a","kind":"siren","whileAlert":{"rules":["smoke","leak"],"longestS":90}},{"name":"b","kind":"gate","whileAlert":{"rules":["smoke"]}},{"name":"c","kind":"lamp"}],"sensors":[]}""").Configuration!;
        Assert.Equal([("a", "smoke leak", 90), ("b", "smoke", 600)],
            configuration.Drives.Select(d => (d.Output, string.Join(' ', d.Rules), (int)d.Longest.TotalSeconds)));
        Assert.Equal(3, configuration.Check(CityKit.Sensors.Rules.RuleSet.Empty).Count);
    }

    [Theory]
    [InlineData("""{"name":"o","kind":"relay","offset":3}""", "no other line or output")]
    [InlineData("""{"name":"o","kind":"emitter-test","safe":"active"}""", "'inactive'")]
    [InlineData("""{"name":"o","kind":"relay","offset":3,"chipLine":"GPIO3"}""", "either")]
    [InlineData("""{"name":"o","kind":"emitter-test","whileAlert":{"rules":["r"]}}""", "only its test")]
    [InlineData("""{"name":"o","kind":"siren","whileAlert":{"rules":[]}}""", "at least one rule")]
    [InlineData("""{"name":"o","kind":"siren","whileAlert":{"rules":["r"],"longestS":0}}""", "1 to 86400")]
    public void Parse_OutputThatCannotBe_IsRefused(string output, string wrong)
    {
        var result = Parse($$"""{"device":"d","chip":"c","lines":[{"name":"a","offset":3}],"outputs":[{{output}}],"sensors":[]}""");
        Assert.Contains(result.Errors, e => e.Allowed.En.Contains(wrong, StringComparison.Ordinal));
    }
}
