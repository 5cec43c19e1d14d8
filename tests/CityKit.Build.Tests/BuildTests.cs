namespace CityKit.Build.Tests;

/// <summary>The package as a project gets it: packed, restored from a feed, and run by its build.</summary>
public sealed class BuildTests(BuildWorld world) : IClassFixture<BuildWorld>
{
    private const string Rules = """
        {"version": 2, "rules": [
          {"id": "smoke", "where": "edge", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
           "then": {"severity": "critical", "title": {"zh": "烟感报警", "en": "Smoke alarm"}, "notify": ["DutyOfficer"]}}]}
        """;

    [Fact]
    public void Build_AFaultyFileMendedAndLeftAlone_FailsAtItsPlaceThenPassesThenIsNotCheckedAgain()
    {
        world.Write("app/rules/smoke.rules.json", Rules.Replace("\"contact\"", "\"contct\"", StringComparison.Ordinal));
        world.Write("app/city/rules.json", Rules.Replace("\"DutyOfficer\"", "\"DutyOficer\"", StringComparison.Ordinal));
        var faulty = world.Build();
        Assert.NotEqual(0, faulty.Code);
        Assert.Contains(
            $"{world.At("app/rules/smoke.rules.json")}({Place("\"contact\"")}): error CITY0001: rules[0].when.event:",
            faulty.Output,
            StringComparison.Ordinal);
        Assert.Contains("Did you mean 'contact'?", faulty.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"{world.At("app/city/rules.json")}({Place("\"DutyOfficer\"")}): error CITY0001: rules[0].then.notify[0]:",
            faulty.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("MSB3073", faulty.Output, StringComparison.Ordinal);

        world.Write("app/rules/smoke.rules.json", Rules);
        world.Write("app/city/rules.json", Rules);
        var mended = world.Build();
        Assert.True(mended.Code == 0, mended.Output);
        Assert.Contains("0 Warning(s)", mended.Output, StringComparison.Ordinal);

        var again = world.Build();
        Assert.Equal(0, again.Code);
        Assert.Contains("Skipping target \"CityKitCheckFiles\"", again.Output, StringComparison.Ordinal);

        world.Write("app/city/more.rules.json", Rules);
        var more = world.Build();
        Assert.NotEqual(0, more.Code);
        Assert.Contains("a second file of this kind", more.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_RulesWithoutACityAndSwitchedOff_ChecksTheRulesAloneOrNothing()
    {
        Directory.CreateDirectory(world.At("app/city"));
        Directory.Delete(world.At("app/city"), recursive: true);
        world.Write("app/rules/smoke.rules.json", "{}");
        var off = world.Build("-p:CityKitCheck=false");
        Assert.True(off.Code == 0, off.Output);
        var on = world.Build();
        Assert.Contains($"{world.At("app/rules/smoke.rules.json")}(1,1): error CITY0001: version:", on.Output, StringComparison.Ordinal);
        world.Write("app/rules/smoke.rules.json", Rules);
        var mended = world.Build();
        Assert.True(mended.Code == 0, mended.Output);
    }

    /// <summary>Line and column of a text of the rules.</summary>
    private static string Place(string text)
    {
        var before = Rules[..Rules.IndexOf(text, StringComparison.Ordinal)].Split('\n');
        return $"{before.Length},{before[^1].Length + 1}";
    }
}
