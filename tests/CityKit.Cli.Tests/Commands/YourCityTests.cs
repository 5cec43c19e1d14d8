using CityKit.Cli.Tests.Support;

namespace CityKit.Cli.Tests.Commands;

/// <summary>docs/your-city.md: every command on it writes what the page shows.</summary>
public sealed class YourCityTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "your-city");
    private static readonly string Page = File.ReadAllText(Path.Combine(Shipped, "your-city.md")).ReplaceLineEndings("\n");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Page_EachCommand_WritesWhatIsShown()
    {
        CopyFiles();
        var commands = ShownCommand.Of(Page).ToList();
        Assert.InRange(commands.Count, 10, 30);
        foreach (var command in commands)
        {
            var run = await ToolRun.OfAsync(command.Arguments(folder.At("")));
            Assert.True(run.Code != ExitCode.CouldNot, $"{command.Text}: {run.Error}");
            var written = (run.Output + run.Error).Replace(folder.At("") + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
            Assert.Empty(command.Differences(written.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [Theory]
    [InlineData("catalogue.json")]
    [InlineData("mappings/street-trees.json")]
    public void Page_FileOfTheSample_IsShownAsItIs(string name) =>
        Assert.Contains(File.ReadAllText(Path.Combine(Shipped, name)).ReplaceLineEndings("\n"), Page, StringComparison.Ordinal);

    [Fact]
    public void Differences_OtherOrFurtherLines_AreNamed()
    {
        var shown = new ShownCommand("x", ["a", "b…"]);
        Assert.Empty(shown.Differences(["b and c", "a"]));
        Assert.Equal(2, shown.Differences(["a", "c"]).Count());
        Assert.Empty(new ShownCommand("x", ["a", "…"]).Differences(["a", "c"]));
    }

    private void CopyFiles()
    {
        foreach (var file in Directory.GetFiles(Shipped, "*", SearchOption.AllDirectories))
        {
            var copy = folder.At(Path.GetRelativePath(Shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
