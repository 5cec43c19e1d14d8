using CityKit.Core;
using CityKit.Edge.Detectors.Barriers;
using NodaTime;

namespace CityKit.Edge.Tests.Detectors;

public sealed class BarrierAreaTests
{
    private static readonly BarrierOptions Pair = new(SensorName.Parse("canopy"), "upper", "lower", 2_500)
    {
        ThrowMillimetresPerSecond = 5_000,
    };

    /// <summary>
    /// v = sqrt(5² + 2·9.80665·30) = 24.766 m/s; 80 mm of object beyond 20 mm of beam: 60 mm / v = 2.422 ms. Worked by hand.
    /// </summary>
    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_211, true)]
    [InlineData(1_212, false)]
    [InlineData(50_000, false)] // a usual security beam needs 50 ms of dark (standards 7.3)
    public void WhyNot_ResponseTime_RefusesWhatIsOverHalfTheDarkTime(int microseconds, bool works)
    {
        var beam = new BeamOptions(Duration.FromNanoseconds(1000L * microseconds), 20, 3_000, 80, 30_000);
        Assert.Equal(24_767, beam.FastestMillimetresPerSecond(5_000));
        Assert.Equal(works, beam.WhyNot(5_000) is null);
    }

    [Fact]
    public void WhyNot_ObjectNarrowerThanTheBeam_IsNeverSeen()
    {
        var beam = new BeamOptions(Duration.FromNanoseconds(10_000), 50, 3_000, 50, 10_000);
        Assert.Equal("An object of 50 mm never covers a beam 50 mm wide.", beam.WhyNot(0)!.En);
        Assert.Throws<ArgumentException>(() => (Pair with { Beam = beam }).CreateDetector());
    }

    [Fact]
    public void Describe_BeamsStated_SaysTheSlotAndWhatIsSeenInIt()
    {
        var text = BarrierArea.Describe(Pair with { Beam = new BeamOptions(Duration.FromNanoseconds(1_000_000), 20, 3_000, 80, 30_000) });
        Assert.Equal(
            "Two beams, each 3 m long and 20 mm wide, 2.5 m one above the other: they cover a vertical slot of 3 m by 20 mm; what falls beside it is not seen. "
            + "Seen in it: objects of at least 80 mm from up to 30 m above the lower beam (at most 24.767 m/s), which darken a beam for at least 2422 µs.", text.En);
        Assert.Contains("竖直窄缝", text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_FourBeams_NamesEachSpacing()
    {
        var four = Pair with { MoreBeams = [new BeamBelow("c", 2_000), new BeamBelow("d", 3_000)] };
        Assert.StartsWith("Four beams, 2.5 + 2 + 3 m one above the other", BarrierArea.Describe(four).En, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => (four with { MoreBeams = [.. four.MoreBeams, new BeamBelow("e", 2_000)] })
            .CreateDetector());
        Assert.Throws<ArgumentOutOfRangeException>(() => (four with { MoreBeams = [new BeamBelow("c", 1_999)] }).CreateDetector());
    }

    [Fact]
    public void Describe_BeamsNotStated_SaysThatNothingIsChecked() =>
        Assert.Contains("not checked", BarrierArea.Describe(Pair).En, StringComparison.Ordinal);
}
