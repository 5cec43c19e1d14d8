using System.Text;
using System.Text.RegularExpressions;
using CityKit.Docs.Tests.Pages;
using CityKit.Grids.Maps;
using CityKit.Testing.Scenarios;

namespace CityKit.Docs.Tests;

/// <summary>The scenario in the README of CityKit.Testing holds, over the files that docs/testing.md shows.</summary>
public sealed partial class ScenarioReadmeTests
{
    [Fact]
    public async Task Readme_Scenario_IsOneCaseInTheGridOfTheLamp()
    {
        var files = Literal().Matches(DocumentTests.Text("docs/testing.md"))
            .Select(match => Encoding.UTF8.GetBytes(match.Groups["json"].Value)).ToArray();
        var grids = new GridMap([SquareGrid.Of("370202999001001", west: 120.41, south: 36.06)]);
        await ScenarioTesting.DarkLampAsync(rules: files[0], sensors: files[1], grids);
    }

    [GeneratedRegex("\"\"\"\\s(?<json>.*?)\"\"\"u8", RegexOptions.Singleline)]
    private static partial Regex Literal();
}
