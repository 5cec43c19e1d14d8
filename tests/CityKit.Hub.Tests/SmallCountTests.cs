using CityKit.BuiltIn;

namespace CityKit.Hub.Tests;

/// <summary>Which counts may be shown: small ones are not, and nothing that is shown gives one away.</summary>
public sealed class SmallCountTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a5", "a5")]
    [InlineData("a4", "")]
    [InlineData("a4 b9", "")] // b is the sum less a
    [InlineData("a4 b9 c20", "c20")] // the next smallest goes with it
    [InlineData("a1 b1 c20 d30", "d30")] // two small ones that make 2 together would be known to be 1 and 1
    [InlineData("a2 b3 c20", "c20")]
    [InlineData("a4 b4 c4 d20", "d20")]
    [InlineData("a5 b6", "a5 b6")]
    [InlineData("a0 b9", "b9")]
    public void Shown_Groups_LeaveOutSmallOnesAndWhatWouldGiveThemAway(string groups, string expected) =>
        Assert.Equal(expected, Text(SmallCounts.Shown(Read(groups))));

    /// <summary>An attacker has the sum and all that is shown: the rest is at least two groups, and at least five together.</summary>
    [Fact]
    public void Shown_ManyRandomGroups_NeverGiveASmallCountAway()
    {
        var random = new Random(15);
        for (var run = 0; run < 20_000; run++)
        {
            (string Key, long Count)[] groups =
                [.. Enumerable.Range(0, random.Next(1, 9)).Select(i => ($"g{i}", (long)random.Next(0, 12)))];
            var shown = SmallCounts.Shown(groups).ToArray();
            Assert.All(shown, group => Assert.True(group.Count >= SmallCounts.Least));
            var hidden = groups.Where(group => group.Count > 0).Except(shown).ToArray();
            if (hidden.Length == 0 || SmallCounts.Total(groups) is not { } total) continue;
            Assert.True(shown.Length == 0 || (hidden.Length > 1 && hidden.Sum(group => group.Count) >= SmallCounts.Least), Text(groups));
            Assert.Equal(total - shown.Sum(group => group.Count), hidden.Sum(group => group.Count));
        }
    }

    private static (string Key, long Count)[] Read(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word[..1], long.Parse(word[1..], null)))];

    private static string Text(IEnumerable<(string Key, long Count)> groups) =>
        string.Join(' ', groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key}{group.Count}"));
}
