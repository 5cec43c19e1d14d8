using CityKit.Services.Plans;

namespace CityKit.Services.Tests;

/// <summary>The choice is held to trying out everything.</summary>
public sealed class LeastDisclosureTests
{
    [Fact]
    public void Choose_OfRandomOptions_ShowsNoMoreThanTheBestOfAllCombinations()
    {
        var random = new Random(20260302);
        for (var round = 0; round < 500; round++)
        {
            var claims = random.Next(1, 9);
            var options = Enumerable.Range(0, random.Next(0, 6)).Select(_ => OptionsOf(random, claims)).ToArray();
            int[] given = random.Next(3) == 0 ? [random.Next(claims)] : [];
            var chosen = LeastDisclosure.Choose(options, claims, given);
            Assert.Equal(BestOf(options, given), CostOf(options, chosen, given));
        }
    }

    [Fact]
    public void Choose_OfEqualOptions_TakesTheFirst() =>
        Assert.Equal([0, 0], LeastDisclosure.Choose([[[0], [1]], [[0], [1]]], 2, []));

    [Fact]
    public void Choose_OfMoreCombinationsThanItTries_StillAnswers()
    {
        var options = Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 8).Select(j => new[] { i * 8 + j }).ToArray()).ToArray();
        Assert.Equal(40, CostOf(options, LeastDisclosure.Choose(options, 320, []), []));
    }

    private static int[][] OptionsOf(Random random, int claims) => [.. Enumerable.Range(0, random.Next(1, 5))
        .Select(_ => Enumerable.Range(0, claims).Where(_ => random.Next(3) == 0).DefaultIfEmpty(0).ToArray())];

    private static int BestOf(int[][][] options, int[] given)
    {
        IEnumerable<int[]> all = [[]];
        foreach (var thing in options) all = all.SelectMany(chosen => Enumerable.Range(0, thing.Length).Select(o => (int[])[.. chosen, o]));
        return all.Min(chosen => CostOf(options, chosen, given));
    }

    private static int CostOf(int[][][] options, int[] chosen, int[] given) =>
        chosen.SelectMany((option, thing) => options[thing][option]).Except(given).Distinct().Count();
}
