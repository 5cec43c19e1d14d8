using System.Text.Json;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

public class CodeTests
{
    // standards.md 1.1, 1.2, 2 and 3.1; the credit codes are real ones.
    [Theory]
    [InlineData("37", "area", "山东省")]
    [InlineData("370202", "area", "市南区")]
    [InlineData("370202014", "area", "珠海路街道")]
    [InlineData("370202014901", "area", "珠海路街道")]
    [InlineData("370202014901001", "unit-grid", "珠海路街道")]
    [InlineData("37020201490101", "unit-grid", "370202014901001")] // the older 14 digits, widened
    [InlineData("37020301037000001", "component", "路灯")]
    [InlineData("3205080101000001", "component", "上水井盖")]
    [InlineData("nyc-01043-0000042", "component", "nyc")]
    [InlineData("37020206010", "matter-class", "暴露垃圾")]
    [InlineData("01037", "component-class", "路灯")]
    [InlineData("11100000000013338W", "credit-code", "机构编制")]
    [InlineData("00010137020201490100", "digital-community-grid", "CJ/T 349-2010")]
    [InlineData("11100000000013338W011", "certificate-type", "011")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U", "certificate", "20230000403")]
    public async Task Explain_RightCode_SaysWhatItIsAndEndsWith0(string code, string kind, string contains)
    {
        var run = await ToolRun.OfAsync("code", "explain", code, "--json");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Equal(kind, Readings(run)[0].GetProperty("kind").GetString());
        Assert.Contains(contains, (await ToolRun.OfAsync("code", "explain", code)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("990202")]
    [InlineData("370202014901000")]      // sequence 000
    [InlineData("37020201037000000")]
    [InlineData("nyc-01043-42")]
    [InlineData("Nyc-01043-0000042")]
    [InlineData("11100000000013338X")]   // check character
    [InlineData("1110000000001333IW")]   // no I in the alphabet
    [InlineData("370202190001052679")]   // an invented citizen's number: its last digit is right as a credit code's too
    [InlineData("LL370202MA3UTR1243")]   // no such department
    [InlineData("91ABCDEFMA3UTR124T")]   // no area
    [InlineData("91990202MA3UTR124R")]   // no province 99
    [InlineData("1.2.156.3005.2.11100000000013338W050.91610800064834709T.2023000001.001.X")] // a placeholder: its check is 2
    [InlineData("1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M")]
    [InlineData("1.2.156.3005.2.x")]
    public async Task Explain_WrongCode_EndsWith1(string code)
    {
        var run = await ToolRun.OfAsync("code", "explain", code);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("WRONG", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_CheckThatFails_NamesTheRightOne()
    {
        var check = Readings(await ToolRun.OfAsync("code", "explain", "11100000000013338X", "--json"))[0].GetProperty("checks")[0];
        Assert.Equal(("X", "W", false),
            (check.GetProperty("found").GetString(), check.GetProperty("expected").GetString(), check.GetProperty("holds").GetBoolean()));
    }

    [Theory]
    [InlineData("370202014901111", "unit-grid", "statistical-area")]
    [InlineData("3205080101000001", "component", "component-2007")]
    [InlineData("01037", "component-class", "matter-class")]
    public async Task Explain_AmbiguousCode_GivesAllReadings(string code, params string[] kinds) =>
        Assert.Equal(kinds, Readings(await ToolRun.OfAsync("code", "explain", code, "--json"))
            .Select(reading => reading.GetProperty("kind").GetString()));

    [Theory]
    [InlineData("370205", "2012-12-01")]
    [InlineData("370282001001", "2017-09-21")]
    public async Task Explain_EndedArea_NamesTheSuccessorAndTheDay(string code, string day) =>
        Assert.Contains(day, (await ToolRun.OfAsync("code", "explain", code)).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("330103", "not among the counties of 2023")] // ended in 2021
    [InlineData("370299", "not among the counties of 2023")] // never was
    [InlineData("370299001001001", "not among the counties of 2023")] // a unit grid in it
    [InlineData("37029901037000001", "not among the counties of 2023")] // a component in it
    [InlineData("370284", "370211")] // replaced in 2012
    public async Task Explain_AreaThatIsNotInForce_SaysSoAndEndsWith1(string code, string says)
    {
        var run = await ToolRun.OfAsync("code", "explain", code);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1234567")]
    [InlineData("")]
    [InlineData("abc")]
    public async Task Explain_UnknownForm_CouldNot(string code) =>
        Assert.Equal(ExitCode.CouldNot, (await ToolRun.OfAsync("code", "explain", code)).Code);

    [Fact]
    public async Task Explain_AnyRubbish_NeverFails()
    {
        var random = new Random(8);
        for (var i = 0; i < 3_000; i++)
        {
            var code = new string(
                [.. Enumerable.Range(0, random.Next(2, 24))
                .Select(_ => random.Next(6) == 0 ? (char)random.Next(33, 0x4FFF) : "0123456789ABCDEFXYZ"[random.Next(19)])]);
            if (code.StartsWith('-') || code.StartsWith('@')) continue; // options and response files of the command line
            Assert.InRange((await ToolRun.OfAsync("code", "explain", code)).Code, 0, 2);
        }
    }

    private static List<JsonElement> Readings(ToolRun run) =>
        [.. JsonDocument.Parse(run.Output).RootElement.GetProperty("readings").EnumerateArray()];
}
