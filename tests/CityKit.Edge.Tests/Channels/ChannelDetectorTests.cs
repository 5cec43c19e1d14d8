using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Contacts;
using CityKit.Edge.Detectors.Meters;
using CityKit.Edge.Tests.Detectors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;

namespace CityKit.Edge.Tests.Channels;

public sealed class ChannelDetectorTests
{
    private const long Second = 1_000_000_000;
    private static readonly SensorName Sensor = SensorName.Parse("s");
    private static readonly ChannelReadingOptions Reading = new(Sensor, "c")
    {
        Deadband = 10, AtLeastEvery = Duration.FromMinutes(1), High = 100, Low = 20, Hysteresis = 5,
    };
    private static readonly SupervisedContactOptions Contact = new(Sensor, "c", new EndOfLineLoop(10_000, 4_700, 14_700, 1_000))
    {
        Debounce = Duration.FromSeconds(2),
    };

    /// <summary>Seconds and values (or what is wrong), and the events they give.</summary>
    [Theory]
    // 61 left the deadband of 50, 50 that of 61
    [InlineData("0:50 1:55 2:60 3:61 4:52 5:50", "0 Reading 50|3000 Reading 61|5000 Reading 50")]
    [InlineData("0:50 59:50 60:50 119:50 120:50", "0 Reading 50|60000 Reading 50|120000 Reading 50")]
    // inside the deadband, told for the level
    [InlineData("0:95 1:99 2:100 3:96 4:95", "0 Reading 95|2000 Reading 100 level=high|4000 Reading 95 level=normal")]
    [InlineData("0:25 1:20 2:24 3:25", "0 Reading 25|1000 Reading 20 level=low|3000 Reading 25 level=normal")]
    [InlineData("0:50 1:gone 2:gone 3:50", "0 Reading 50|1000 Fault 1 reason=gone|3000 Fault 0 reason=gone")]
    [InlineData("0:gone 1:garbled 2:7",
        "0 Fault 1 reason=gone|1000 Fault 0 reason=gone|1000 Fault 1 reason=garbled|2000 Fault 0 reason=garbled|2000 Reading 7 level=low")]
    public void OnSample_Readings_GiveTheEvents(string samples, string expected) =>
        Assert.Equal(expected.Replace('|', '\n'), Play(Reading, samples, reload: false));

    /// <summary>Of 1,000: closed 320, open 595, short 0, cut 1,000.</summary>
    [Theory]
    [InlineData("0:320 2:320 9:320", "")]
    [InlineData("0:595 1:595 2:595 3:595", "0 Contact 1")]
    [InlineData("0:595 1:320 2:595 3:320 4:320 5:320", "")] // bounced, and settled where it had been
    [InlineData("0:320 2:320 3:595 5:595 6:320 8:320", "3000 Contact 1|6000 Contact 0")]
    [InlineData("0:320 2:320 3:1000 5:1000 6:320 8:320", "3000 Fault 1 reason=cut|6000 Fault 0 reason=cut")]
    // the alarm stays while the wire is at fault
    [InlineData("0:595 2:595 3:0 5:0 6:595 8:595", "0 Contact 1|3000 Fault 1 reason=short|6000 Fault 0 reason=short")]
    [InlineData("0:595 2:595 3:0 5:0 6:1000 8:1000 9:320 11:320",
        "0 Contact 1|3000 Fault 1 reason=short|6000 Fault 0 reason=short|6000 Fault 1 reason=cut|9000 Fault 0 reason=cut|9000 Contact 0")]
    [InlineData("0:595 1:gone 2:595 3:595 4:595", "1000 Fault 1 reason=gone|2000 Fault 0 reason=gone|2000 Contact 1")]
    public void OnSample_SupervisedContact_GivesTheEvents(string samples, string expected) =>
        Assert.Equal(expected.Replace('|', '\n'), Play(Contact, samples, reload: false));

    [Property(MaxTest = 200)]
    public Property SaveAndLoad_AfterEverySampleOfAnySeries_GivesTheSameEvents()
    {
        var sample = Gen.Choose(0, 90)
            .SelectMany(wait => Gen.Elements("0", "15", "50", "61", "120", "320", "450", "595", "1000", "gone", "garbled")
                .Select(value => (wait, value)));
        return Prop.ForAll(sample.ArrayOf().ToArbitrary(), steps =>
        {
            var at = 0;
            var text = string.Join(' ', steps.Select(s => $"{at += s.wait}:{s.value}"));
            return (Play(Reading, text, false) == Play(Reading, text, true) && Play(Contact, text, false) == Play(Contact, text, true))
                .Label(text);
        });
    }

    [Fact]
    public void Load_AStateOfAnotherKindOrGarbled_IsRefused()
    {
        var state = Saved(Reading.CreateDetector());
        var reader = new WireReader(state);
        Contact.CreateDetector().Load(ref reader);
        Assert.NotNull(reader.Error);
        for (var i = 0; i < state.Length * 255; i++)
        {
            var garbled = state.ToArray();
            garbled[i / 255] ^= (byte)(1 + i % 255);
            var again = new WireReader(garbled);
            Reading.CreateDetector().Load(ref again);
            Assert.True(again.Position <= garbled.Length);
        }
    }

    private static string Play(IDetectorOptions options, string samples, bool reload)
    {
        var (detector, log) = ((IChannelDetector)options.CreateDetector(), new EventLog());
        detector.Start(0, [], log);
        foreach (var sample in samples.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split(':')))
        {
            var read = long.TryParse(sample[1], out var value) ? new ChannelRead(value) : ChannelRead.None(sample[1]);
            detector.OnSample(0, read, long.Parse(sample[0], System.Globalization.CultureInfo.InvariantCulture) * Second, log);
            if (reload) detector = Reloaded(options, detector);
        }
        return log.Text;
    }

    private static IChannelDetector Reloaded(IDetectorOptions options, IDetector detector)
    {
        var fresh = options.CreateDetector();
        var reader = new WireReader(Saved(detector));
        fresh.Load(ref reader);
        Assert.True(reader.Error is null && reader.AtEnd, reader.Error?.ToString());
        return (IChannelDetector)fresh;
    }

    private static byte[] Saved(IDetector detector)
    {
        var writer = new WireWriter(new byte[4096]);
        detector.Save(ref writer);
        return writer.Written.ToArray();
    }
}
