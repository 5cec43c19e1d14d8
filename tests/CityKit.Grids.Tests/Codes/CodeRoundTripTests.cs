using CityKit.Components;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;

namespace CityKit.Grids.Tests.Codes;

/// <summary>What holds for every code, on seeded random ones.</summary>
public class CodeRoundTripTests
{
    private const int Seed = 20261121;

    [Fact]
    public void Parse_RandomGridAndComponent_PrintsTheSameTextAndParts()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var community = AreaCode.Parse("3702").Child(random.Next(1, 100)).Child(random.Next(1, 1000)).Child(random.Next(1, 1000));
            var grid = UnitGridCode.Of(community, random.Next(1, 1000));
            Assert.Equal(grid, UnitGridCode.Parse(grid.ToString()));
            Assert.Equal(community, AreaCode.Parse(grid.ToString()[..12]));
            var key = ClassKey.Component(CatalogueStandard.GbT47678, $"{random.Next(1, 100):D2}{random.Next(1, 1000):D3}");
            var id = ComponentId.Of(community.At(AreaLevel.County), key, random.Next(1, 1_000_000));
            Assert.Equal(id, ComponentId.Parse(id.ToString()));
            Assert.Equal((community.At(AreaLevel.County), key), (id.Area, id.Class));
        }
    }

    [Fact]
    public void Check_AnyText_AgreesWithTryParseAndPointsInside()
    {
        const string Alphabet = "00012379abx ：:";
        var random = new Random(Seed);
        for (var i = 0; i < 50_000; i++)
        {
            var text = new string(
                [.. Enumerable.Range(0, random.Next(0, 19)).Select(_ => Alphabet[random.Next(random.Next(2) == 0 ? 7 : Alphabet.Length)])]);
            AssertAgrees(text, AreaCode.Check(text), AreaCode.TryParse(text, null, out var area), area.ToString());
            AssertAgrees(text, UnitGridCode.Check(text), UnitGridCode.TryParse(text, null, out var grid), grid.ToString());
            AssertAgrees(text, ComponentId.Check(text), ComponentId.TryParse(text, null, out var component), component.ToString());
            AssertAgrees(text, ClassKey.Check(text), ClassKey.TryParse(text, null, out var key), key.ToString());
        }
    }

    private static void AssertAgrees(string text, CodeProblem? problem, bool parsed, string printed)
    {
        Assert.True(parsed == (problem is null), $"'{text}' (seed {Seed})");
        if (problem is null) Assert.StartsWith(printed, text, StringComparison.Ordinal);
        else Assert.True(problem.Position >= 0 && problem.Position + problem.Length <= text.Length, $"'{text}': {problem} (seed {Seed})");
    }
}
