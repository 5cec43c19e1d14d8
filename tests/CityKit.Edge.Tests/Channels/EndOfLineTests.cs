using CityKit.Edge.Detectors.Contacts;

namespace CityKit.Edge.Tests.Channels;

public sealed class EndOfLineTests
{
    /// <summary>Pull-up 10 kΩ; closed 4.7 kΩ, open 4.7 + 10 kΩ: 0.3197 and 0.5951 of the supply (4.7/14.7, 14.7/24.7).</summary>
    private static readonly EndOfLineLoop Loop = new(10_000, 4_700, 14_700, 1_000_000);

    [Theory]
    [InlineData(0, EndOfLineState.Short)]
    [InlineData(20_000, EndOfLineState.Short)]
    [InlineData(319_728, EndOfLineState.Closed)]
    [InlineData(595_142, EndOfLineState.Open)]
    [InlineData(980_000, EndOfLineState.Cut)]
    [InlineData(2_000_000, EndOfLineState.Cut)]
    [InlineData(-5, EndOfLineState.Short)]
    public void Classify_NominalValues_TellTheState(long value, EndOfLineState expected) =>
        Assert.Equal(expected, new EndOfLine(Loop).Classify(value, null));

    [Theory]
    [InlineData(10_000, 4_700, 14_700)]
    [InlineData(10_000, 14_700, 4_700)] // the resistor beside the contact: open is the lower one
    [InlineData(2_200, 1_000, 3_200)]
    public void Classify_ResistorsAnywhereInTheirTolerance_TellTheSame(long pullUp, long closed, long open)
    {
        var random = new Random(7);
        var classifier = new EndOfLine(new EndOfLineLoop(pullUp, closed, open, 4_095));
        for (var i = 0; i < 10_000; i++)
        {
            var before = (EndOfLineState)(1 + random.Next(4));
            Assert.Equal(EndOfLineState.Closed, classifier.Classify(Measured(closed, pullUp, random), before));
            Assert.Equal(EndOfLineState.Open, classifier.Classify(Measured(open, pullUp, random), before));
        }
    }

    [Fact]
    public void Classify_NoiseAtABoundary_StaysWhereItCameFrom()
    {
        var classifier = new EndOfLine(Loop);
        var boundary = Enumerable.Range(319_728, 300_000).First(v => classifier.Classify(v, null) == EndOfLineState.Open);
        for (var noise = -10_000; noise <= 10_000; noise += 100)
        {
            Assert.Equal(EndOfLineState.Closed, classifier.Classify(boundary + noise, EndOfLineState.Closed));
            Assert.Equal(EndOfLineState.Open, classifier.Classify(boundary + noise, EndOfLineState.Open));
        }
    }

    [Theory]
    [InlineData(10_000, 4_700, 5_000, "choose values further apart")]
    [InlineData(10_000, 100, 14_700, "choose values further apart")] // closed is not told from short
    [InlineData(100, 4_700, 14_700, "choose values further apart")] // open is not told from cut
    [InlineData(5, 4_700, 14_700, "10 to 10,000,000 ohms")]
    public void WhyNot_WhatPhysicsRefuses_IsSaid(long pullUp, long closed, long open, string said)
    {
        var loop = new EndOfLineLoop(pullUp, closed, open, 4_095);
        Assert.Contains(said, EndOfLine.WhyNot(loop)!.En, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EndOfLine(loop));
    }

    private static long Measured(long ohms, long pullUp, Random random)
    {
        double lower = ohms * (0.95 + 0.1 * random.NextDouble()), upper = pullUp * (0.95 + 0.1 * random.NextDouble());
        return (long)Math.Round(4_095 * lower / (lower + upper));
    }
}
