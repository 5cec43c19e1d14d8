using CityKit.Maps.Pictures;

namespace CityKit.Maps.Tests.Pictures;

public sealed class CountClassesTests
{
    [Fact]
    public void Of_Quantiles_PutsAsManyInEachClass()
    {
        var classes = CountClasses.Of(Enumerable.Range(1, 100).Select(i => (double?)i));
        Assert.Equal([(1, 20, 20), (21, 40, 20), (41, 60, 20), (61, 80, 20), (81, 100, 20)], Rows(classes));
    }

    [Fact]
    public void Of_EqualWidths_CutsTheRange() =>
        Assert.Equal([(1, 2, 2), (10, 10, 1)], Rows(CountClasses.Of([1, 2, 10], 3, ClassMethod.Equal))); // nothing between 4 and 7

    [Fact]
    public void Of_NaturalBreaks_FindsTheGroups() =>
        Assert.Equal([(1, 3, 3), (50, 52, 3), (900, 901, 2)], Rows(CountClasses.Of([51, 1, 900, 2, 50, 3, 901, 52], 3,
            ClassMethod.Natural)));

    [Fact]
    public void Of_NaturalBreaks_AreTheBestOfAllCuts()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            double[] counts = [.. Enumerable.Range(0, 9).Select(_ => (double)random.Next(1, 60)).Order()];
            var found = CountClasses.Of(counts.Select(c => (double?)c), 3, ClassMethod.Natural).All
                .Sum(one => Squares([.. counts.Where(c => c >= one.From && c <= one.To)]));
            var best = double.PositiveInfinity;
            for (var a = 1; a < 8; a++)
                for (var b = a + 1; b < 9; b++) best = Math.Min(best, Squares(counts[..a]) + Squares(counts[a..b]) + Squares(counts[b..]));
            Assert.Equal(best, found, 6);
        }
    }

    [Fact]
    public void Of_ZeroAndUnknown_AreApart()
    {
        var classes = CountClasses.Of([0, null, 5, 0, 7]);
        Assert.Equal([(0, 0, 2), (5, 5, 1), (7, 7, 1)], Rows(classes));
        Assert.Equal((1, "#ffffff", "#d9d9d9"), (classes.Unknown, classes.ColourOf(0), classes.ColourOf(null)));
    }

    [Theory]
    [InlineData(ClassMethod.Quantile)]
    [InlineData(ClassMethod.Equal)]
    [InlineData(ClassMethod.Natural)]
    public void Of_AnyCounts_GivesEachTheClassThatHasIt(ClassMethod method)
    {
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            double?[] counts = [.. Enumerable.Range(0, random.Next(1, 60))
                .Select(_ => random.Next(9) == 0 ? null : (double?)random.Next(0, 12))];
            var classes = CountClasses.Of(counts, random.Next(2, 8), method);
            Assert.Equal(counts.Length, classes.Unknown + classes.All.Sum(one => one.Areas));
            foreach (var count in counts.OfType<double>())
            {
                var one = classes.All[classes.IndexOf(count)];
                Assert.True(count >= one.From && count <= one.To, $"{count} is in {one}");
            }
            Assert.All(classes.All.Zip(classes.All.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
        }
    }

    [Fact]
    public void Of_ManyDifferentCounts_StillCutsNaturally()
    {
        var classes = CountClasses.Of(Enumerable.Range(1, 20_000).Select(i => (double?)(i <= 10_000 ? i : i + 1_000_000)), 2,
            ClassMethod.Natural);
        Assert.Equal([(1, 10_000, 10_000), (1_010_001, 1_020_000, 10_000)], Rows(classes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Of_WrongNumberOfClasses_Throws(int classes) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        CountClasses.Of([1, 2], classes));

    [Fact]
    public void Colours_FromLowToHigh_GetDarkerInClearSteps()
    {
        for (var classes = 2; classes <= CountClasses.Most; classes++)
        {
            List<double> light = [.. Enumerable.Range(0, classes).Select(i => Lightness(MapColours.Of(i, classes)))];
            Assert.All(light.Zip(light.Skip(1)), pair => Assert.True(pair.First - pair.Second > 8,
                $"{classes} classes: {string.Join(' ', light)}"));
        }
    }

    private static (int, int, int)[] Rows(CountClasses classes) => [.. classes.All.Select(one => ((int)one.From, (int)one.To, one.Areas))];

    private static double Squares(double[] values) => values.Length == 0 ? 0 : values.Sum(v => Math.Pow(v - values.Average(), 2));

    // CIE L* of sRGB.
    private static double Lightness(string colour)
    {
        var rgb = Convert.FromHexString(colour.AsSpan(1)).Select(c => c / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToList();
        return 116 * Math.Cbrt(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]) - 16;
    }
}
