using NodaTime;

namespace CityKit.Grids.Tests;

public class ValidityTests
{
    [Theory]
    [InlineData("..", "..", true)]
    [InlineData("..2020-01-01", "2020-01-01..", false)]
    [InlineData("..2020-01-02", "2020-01-01..", true)]
    [InlineData("2019-01-01..2019-06-01", "2019-06-01..2020-01-01", false)]
    [InlineData("2019-01-01..2020-01-01", "2019-03-01..2019-04-01", true)]
    [InlineData("2019-01-01..2019-01-01", "..", false)] // no day at all
    public void Overlaps_TwoSpans_ShareADay(string first, string second, bool expected)
    {
        Assert.Equal(expected, Parse(first).Overlaps(Parse(second)));
        Assert.Equal(expected, Parse(second).Overlaps(Parse(first)));
    }

    [Fact]
    public void Overlaps_RandomSpans_AgreesWithEveryDayAsked()
    {
        var random = new Random(5);
        for (var i = 0; i < 5_000; i++)
        {
            var (a, b) = (Some(random), Some(random));
            var days = Enumerable.Range(-2, 14).Select(day => new LocalDate(2020, 1, 5).PlusDays(day));
            Assert.True(a.Overlaps(b) == days.Any(day => a.Contains(day) && b.Contains(day)), $"{a} and {b}");
        }
    }

    private static Validity Some(Random random) => new(Day(random), Day(random));

    private static LocalDate? Day(Random random) => random.Next(4) == 0 ? null : new LocalDate(2020, 1, 5).PlusDays(random.Next(10));

    private static Validity Parse(string text)
    {
        var sides = text.Split("..");
        return new Validity(Day(sides[0]), Day(sides[1]));
    }

    private static LocalDate? Day(string text) => text.Length == 0 ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
