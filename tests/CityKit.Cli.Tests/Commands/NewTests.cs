using CityKit.Cli.New;
using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary><c>citykit new</c>: each folder that it writes passes the tool's own checks; nothing is overwritten.</summary>
public sealed class NewTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<string> Kinds => [.. StartingFolder.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task New_EachKind_SaysWhatItWroteAndTheNextTwoCommands(string kind)
    {
        var run = await ToolRun.OfAsync("new", kind, folder.At("a"));
        var files = run.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(0, run.Code);
        Assert.Equal(Directory.GetFiles(folder.At("a"), "*", SearchOption.AllDirectories).Order(), files.Order());
        Assert.Contains(folder.At("a/README.md"), files);
        Assert.Equal(2, run.Error.Split(Environment.NewLine).Count(line => line.StartsWith("  ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("hub", "city")]
    [InlineData("edge", "")]
    [InlineData("rules", "")]
    [InlineData("profile", "")]
    public async Task New_EachKind_IsACityWithoutAFinding(string kind, string city)
    {
        await ToolRun.OfAsync("new", kind, folder.At("a"));
        var run = await ToolRun.OfAsync("city", "check", Path.Combine(folder.At("a"), city));
        Assert.Equal((0, "file,line,column,severity,path,message"), (run.Code, run.Output.Trim()));
    }

    [Theory]
    [InlineData("hub", "city/rules.json")]
    [InlineData("rules", "levels.rules.json")]
    public async Task New_WithRules_HasTestsThatPass(string kind, string rules)
    {
        await ToolRun.OfAsync("new", kind, folder.At("a"));
        var run = await ToolRun.OfAsync("rule", "test", Path.Combine(folder.At("a"), rules));
        Assert.True(run.Code == 0, run.Output + run.Error);
    }

    [Theory]
    [InlineData("hub", "MyHub.csproj")]
    [InlineData("edge", "MyEdge.csproj")]
    public async Task New_WithAProject_NamesThePackagesOfThisVersion(string kind, string project)
    {
        await ToolRun.OfAsync("new", kind, folder.At("a"));
        var text = await File.ReadAllTextAsync(folder.At($"a/{project}"));
        Assert.Matches("""Include="CityKit\.[A-Za-z.]+" Version="[0-9]+\.[0-9]+\.[0-9]+" """, text);
        Assert.DoesNotContain('{', text);
    }

    [Fact]
    public async Task New_WhereAFileIsThere_WritesNothing()
    {
        Directory.CreateDirectory(folder.At("a"));
        folder.Write("a/README.md", "mine");
        var run = await ToolRun.OfAsync("new", "rules", folder.At("a"));
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("README.md is there already, and nothing was written", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder.At("a")))));
    }

    /// <summary>docs/examples is one city: its files fit each other.</summary>
    [Fact]
    public async Task Check_TheExamplesOfTheDocuments_FindsNothing()
    {
        var run = await ToolRun.OfAsync("city", "check", Path.Combine(AppContext.BaseDirectory, "examples"));
        Assert.Equal((0, "file,line,column,severity,path,message"), (run.Code, run.Output.Trim()));
    }

    [Fact]
    public async Task Test_TheExampleOfRules_Passes()
    {
        var run = await ToolRun.OfAsync("rule", "test", Path.Combine(AppContext.BaseDirectory, "examples", "rules.json"));
        Assert.True(run.Code == 0, run.Output + run.Error);
    }

    public void Dispose() => folder.Dispose();
}
